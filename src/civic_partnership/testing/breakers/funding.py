"""Ways to break the rules about where the money comes from: budgets, and funding lines of employments."""
