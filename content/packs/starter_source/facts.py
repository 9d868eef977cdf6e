"""What the items of the starter pack state, and which text each statement was read in: ``facts.toml`` and the
``facts_*.toml`` beside it.

A statement there::

    [[facts]]
    item = "join"                   # the id of the item in manifest.toml; a list where several state the same
    says = "…"                      # with every number, date, term and phone number that the item gives
    source = "xz"                   # of sources.toml
    place = "第七条"                # its article, where the text has articles
    holds_until = 2027-11-30        # of a rate, a term, a phone number: the day after which it is to be looked up again
    unread = "…"                    # why it could not be read: then it stands in no text

tests/content/test_starter_facts.py holds each text to it: a number that no fact of its item has is found.
"""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from content.packs.starter_source.sources import Source, sources

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Fact:
    """`items`: the ids of those that state it. `place`: the article. `unread`: why it may stand in no text, else empty.

    `holds_until` is None for what does not change, such as a date of history.
    """

    items: tuple[str, ...]
    says: str
    source: Source
    place: str = ""
    unread: str = ""
    holds_until: dt.date | None = None


@cache
def facts() -> tuple[Fact, ...]:
    """Every statement, those that were not read among them."""
    known = sources()
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("facts*.toml")))
    return tuple(_fact(fields, known) for table in tables for fields in table["facts"])


def facts_of(item: str) -> list[Fact]:
    """Those that the item may state."""
    return [fact for fact in facts() if item in fact.items and not fact.unread]


def _fact(fields: dict[str, Any], known: dict[str, Source]) -> Fact:
    item = fields.pop("item")
    return Fact(items=tuple(item) if isinstance(item, list) else (item,), source=known[fields.pop("source")], **fields)
