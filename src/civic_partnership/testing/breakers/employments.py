"""Ways to break the rules about the resource persons."""
