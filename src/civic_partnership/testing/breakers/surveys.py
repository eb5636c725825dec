"""Ways to break the rules about surveys."""
