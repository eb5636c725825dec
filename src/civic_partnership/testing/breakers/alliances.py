"""Ways to break the rules about alliances and their meetings."""
