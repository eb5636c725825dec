"""Ways to break the rules about how much of a grant is spent."""
