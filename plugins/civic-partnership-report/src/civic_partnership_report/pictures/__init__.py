"""Pictures of a register as SVG: timeline, money, feeder chain, coverage."""
