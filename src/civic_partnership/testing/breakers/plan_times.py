"""Ways to break the rules about when action plans are approved, and for which days they are."""
