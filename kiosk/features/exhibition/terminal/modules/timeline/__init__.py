"""A timeline: one entry large, the others on a line below it."""
