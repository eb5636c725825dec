"""Ways to break the rules about the meetings that a programme asks for every year."""
