"""Ways to break the rules about which associations can have a partnership."""
