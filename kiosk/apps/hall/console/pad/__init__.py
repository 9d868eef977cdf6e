"""The rating pad of a window (好差评)."""
