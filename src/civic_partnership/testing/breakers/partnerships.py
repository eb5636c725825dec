"""Ways to break the rules about who is in a partnership, and who in the municipality looks after it."""
