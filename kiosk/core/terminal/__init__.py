"""How a feature stands in a terminal: what it registers, what it may ask for, what shows on home."""
