"""What the items of the starter pack state, and which text each statement was read in: ``facts.toml``."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.packs.starter_source.sources import Source, sources

FACTS = Path(__file__).with_name("facts.toml")


@dataclass(frozen=True, slots=True)
class Fact:
    """`items`: the ids of those that state it. `place`: the article. `unread`: why it may stand in no text, else empty.

    `holds_until`: the day after which a rate, a term or a phone number is to be looked up again; None for what does
    not change, such as a date of history.
    """

    items: tuple[str, ...]
    says: str
    source: Source
    place: str = ""
    unread: str = ""
    holds_until: dt.date | None = None


def facts() -> list[Fact]:
    """Every statement, those that were not read among them."""
    known = sources()
    table: dict[str, Any] = tomllib.loads(FACTS.read_text(encoding="utf-8"))
    return [_fact(fields, known) for fields in table["facts"]]


def facts_of(item: str) -> list[Fact]:
    """Those that the item may state."""
    return [fact for fact in facts() if item in fact.items and not fact.unread]


def _fact(fields: dict[str, Any], known: dict[str, Source]) -> Fact:
    item = fields.pop("item")
    return Fact(items=tuple(item) if isinstance(item, list) else (item,), source=known[fields.pop("source")], **fields)
