"""A register as one HTML page to read and print."""
