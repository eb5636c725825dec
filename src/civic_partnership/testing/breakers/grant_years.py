"""Ways to break the rules about the time that grants are given for."""
