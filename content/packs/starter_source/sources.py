"""The documents that the starter pack rests on, as ``sources.toml`` names them."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path

SOURCES = Path(__file__).with_name("sources.toml")


@dataclass(frozen=True, slots=True)
class Source:
    """A document statements rest on. ``edition`` and ``read`` are sentences: which text, and where it was read."""

    title: str
    date: dt.date
    edition: str
    read: str


def sources() -> dict[str, Source]:
    """By the short name that questions.toml and facts*.toml call each by."""
    table = tomllib.loads(SOURCES.read_text(encoding="utf-8"))
    return {key: Source(**fields) for key, fields in table["sources"].items()}
