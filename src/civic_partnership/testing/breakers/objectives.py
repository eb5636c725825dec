"""Ways to break the rules about what action plans aim at."""
