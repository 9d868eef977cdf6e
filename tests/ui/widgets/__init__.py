"""Widgets by themselves, on the small window."""
