"""What the tree's page says to a visitor: English."""

from __future__ import annotations

HERE, HERE_BELOW = "You are here", "You are below"
UP = "Up"
TO_HERE = "To my level"


def below(own: int, every: int) -> str:
    """How many stand under it: directly, and in all."""
    if not own:
        return "None below"
    return f"{own} below" if own == every else f"{own} below, {every} in all"


def row_end(own: int) -> str:
    return f"{own} below" if own else ""
