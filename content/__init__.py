"""Packs and banks: what is shown and asked. Knows nothing of the application and is usable alone."""
