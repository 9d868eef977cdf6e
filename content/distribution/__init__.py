"""From the hall to its screens: what a hall publishes, as files known by their hashes, whole or not at all."""

FOLDER = "delivered"
"""Below a screen's data folder: its store of releases."""
