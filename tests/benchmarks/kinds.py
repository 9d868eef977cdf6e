"""Kinds of exhibit: what looking through them, opening them and holding them costs."""

from __future__ import annotations

from tests.benchmarks import kinds_pages, kinds_search
from tests.benchmarks.table import Row

NAME = "kinds"


def rows() -> list[Row]:
    return [*kinds_pages.page_rows(), *kinds_search.search_rows()]
