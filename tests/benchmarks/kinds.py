"""Kinds of exhibit: what looking through them, opening them and holding them costs."""

from __future__ import annotations

from tests.benchmarks import kinds_search
from tests.benchmarks.table import Row

NAME = "kinds"


def rows() -> list[Row]:
    return kinds_search.search_rows()
