"""Packs on their way to every screen, and what shows them."""

from __future__ import annotations

from tests.benchmarks import player_rows
from tests.benchmarks.table import Row

NAME = "delivery"


def rows() -> list[Row]:
    """Takes about five minutes; needs Xvfb."""
    return player_rows.rows()
