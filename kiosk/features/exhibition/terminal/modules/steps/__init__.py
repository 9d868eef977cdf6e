"""Guides of steps and oaths."""
