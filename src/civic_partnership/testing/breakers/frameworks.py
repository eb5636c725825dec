"""Ways to break the rules about goals for cooperation, and those who steer towards them."""
