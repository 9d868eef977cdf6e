"""Sizes of the pages before a paper for members, in dpx (kiosk/ui/tokens.py has those that every page may use)."""

from __future__ import annotations

TOLD_DROP = 120  # how far what a page says reaches below the reach line, upright
