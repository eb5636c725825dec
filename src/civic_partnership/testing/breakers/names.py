"""Ways to break the rules about what associations are called and known by."""
