"""A clerk at a window."""
