"""Ways to break the rules about the feeder chain, and the initiatives in it and beside it."""
