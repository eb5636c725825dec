"""Ways to break the rules about associations."""
