"""Ways to break the rules about cooperation agreements."""
