"""Ways to break the rules about the terms of an agreement."""
