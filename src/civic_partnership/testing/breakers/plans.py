"""Ways to break the rules about action plans."""
