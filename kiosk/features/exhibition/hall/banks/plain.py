"""A bank as it travels between the limited child that read it and who asked: one line of JSON.

    line = json.dumps(to_plain(bank))
    bank = bank_of(json.loads(line), "spring/item-3")      # raises WrongBank

Every value is made what it must be: whoever broke the child chose the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from content.banks.model import MOST_ITEMS, Bank, Difficulty, Finding, Item, Kind, Severity, Status

MOST_FINDINGS = 5_000
"""More are not carried: who has them mends the first ones and looks again."""
LONGEST_TEXT = 4_000
MOST_OF_ITEM = 300
"""Options, tags, blanks or accepted texts."""


class WrongBank(Exception):
    """What was said is no bank."""


def to_plain(bank: Bank) -> dict[str, Any]:
    findings = [[str(one.severity), one.sheet, one.row, one.column, one.reason] for one in bank.findings]
    return {
        "items": [item_to_plain(one) for one in bank.items],
        "findings": findings[:MOST_FINDINGS],
        "more": max(0, len(findings) - MOST_FINDINGS),
    }


def bank_of(told: object, name: str) -> tuple[Bank, int]:
    """The bank, and how many findings of it were not carried. Raises WrongBank."""
    try:
        match told:
            case {"items": list(items), "findings": list(findings), "more": int(more)} if (
                len(items) <= MOST_ITEMS and len(findings) <= MOST_FINDINGS and more >= 0
            ):
                return Bank(name, tuple(map(item_of, items)), tuple(map(_finding, findings))), more
    except (TypeError, ValueError, IndexError) as error:
        raise WrongBank from error
    raise WrongBank


def item_to_plain(item: Item) -> list[Any]:
    return [
        item.id, str(item.kind), item.stem, list(item.options), list(item.answer), item.explanation, list(item.tags),
        int(item.difficulty), item.source, _iso(item.source_date), _iso(item.valid_from), _iso(item.valid_until),
        [list(one) for one in item.blanks], item.picture, str(item.status),
    ]  # fmt: skip


def item_of(told: Sequence[Any]) -> Item:
    """Raises TypeError, ValueError."""
    (
        number, kind, stem, options, answer, explanation, tags, difficulty, source, source_date, valid_from,
        valid_until, blanks, picture, status,
    ) = told  # fmt: skip
    found = Item(
        id=_text(number), kind=Kind(kind), stem=_text(stem), options=_texts(options), answer=_places(answer, options),
        explanation=_text(explanation), tags=_texts(tags), difficulty=Difficulty(difficulty), source=_text(source),
        source_date=_day(source_date), valid_from=_day(valid_from), valid_until=_day(valid_until),
        blanks=tuple(_texts(one) for one in _list(blanks)), picture=_text(picture), status=Status(status),
    )  # fmt: skip
    if not found.id or not all(found.blanks):
        raise ValueError
    return found


def _finding(told: Sequence[Any]) -> Finding:
    severity, sheet, row, column, reason = told
    if not isinstance(row, int) or row < 0:
        raise ValueError
    return Finding(Severity(severity), _text(sheet), row, _text(column), _text(reason))


def _text(told: object) -> str:
    if not isinstance(told, str):
        raise TypeError
    return told[:LONGEST_TEXT]


def _list(told: object) -> list[Any]:
    if not isinstance(told, list) or len(told) > MOST_OF_ITEM:
        raise TypeError
    return told


def _texts(told: object) -> tuple[str, ...]:
    return tuple(map(_text, _list(told)))


def _places(told: object, options: Sequence[object]) -> tuple[int, ...]:
    places = tuple(_list(told))
    if not all(type(one) is int and 0 <= one < len(options) for one in places):
        raise ValueError
    return places


def _day(told: object) -> date | None:
    return None if told is None else date.fromisoformat(_text(told))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
