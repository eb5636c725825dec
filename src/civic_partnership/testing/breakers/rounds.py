"""Ways to break the rules about application rounds and what came of them."""
