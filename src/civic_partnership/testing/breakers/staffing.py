"""Ways to break the rules about when resource persons are employed, and how one follows another."""
