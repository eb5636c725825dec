"""Ways to break the rules about hearings."""
