"""What is counted, of which hours, and what of it may be read."""
