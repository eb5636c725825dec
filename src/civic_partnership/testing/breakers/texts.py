"""Ways to break the rules about what free texts must not hold: CPR numbers, and personal data."""
