"""Ways to break the rules about what terms and their extensions rest on: decisions, and set-aside money."""
