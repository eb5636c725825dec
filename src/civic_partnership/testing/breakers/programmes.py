"""Ways to break the rules about programmes: that their terms fit together, that the money is their own."""
