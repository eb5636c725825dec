"""Ways to break the rules about what records say of each other."""
