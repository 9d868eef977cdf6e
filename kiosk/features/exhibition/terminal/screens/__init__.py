"""The list of what is on, and the frame that exhibit modules share."""
