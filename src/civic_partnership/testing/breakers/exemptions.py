"""Ways to break the rule about exemptions: that each of them is needed."""
