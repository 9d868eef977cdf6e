"""A tree of organisations, walked one level at a time."""
