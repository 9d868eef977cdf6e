"""A row of a ledger beside the record that is there already: what would change, and what may not.

A column that the sheet has not keeps what the record holds, and so does an empty cell: blank means not given, unless
the keeper names the field whose blanks are to empty it, and sees that first. A field that a keeper corrected by hand
stays as corrected: it is changed by another correction, never by a ledger.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from kiosk.features.membership.hall import person_words
from kiosk.features.membership.hall.fields import value_of
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.rules.record import Milestone, Record

FIELDS = tuple(field for field in words.FIELDS if field != "id_number")


@dataclass(frozen=True, slots=True)
class Change:
    """One field, and both values as a keeper reads them; empty is empty. `taken`: the sheet's was kept."""

    field: str
    header: str
    old: str
    new: str
    taken: bool = False

    def __repr__(self) -> str:
        return f"Change({self.field}, hidden)"


def merged(
    old: Record, new: Record, emptied: Collection[str], only: Collection[str] = FIELDS
) -> tuple[Record, tuple[str, ...]]:
    """The record that would be kept, and the fields in which a correction by hand withstood the sheet.

    `emptied`: fields whose blanks in the sheet empty what is there; `only`: those to take at all.
    """
    corrected = {field for correction in old.corrections for field in correction.fields}
    given = {field for field in FIELDS if field in only and (value_of(new, field) or field in emptied)}
    taken = given - corrected
    plain: dict[str, Any] = {field: getattr(new if field in taken else old, field) for field in _PLAIN}
    steps = {kind: (new if kind in taken else old).milestones.get(kind) for kind in Milestone}
    withstood = tuple(
        field for field in FIELDS if field in given & corrected and value_of(old, field) != value_of(new, field)
    )
    milestones = {kind: when for kind, when in steps.items() if when is not None}
    return Record(id_number=old.id_number, milestones=milestones, corrections=old.corrections, **plain), withstood


def left_blank(old: Record, new: Record, columns: Collection[str]) -> list[str]:
    """Fields whose column the sheet has, that are empty there and are not in the record."""
    return [field for field in FIELDS if field in columns and value_of(old, field) and not value_of(new, field)]


_PLAIN = tuple(field for field in FIELDS if field not in set(Milestone))


def changes(old: Record, new: Record, taken: Collection[str] = ()) -> list[Change]:
    """What differs, in the order of a ledger's columns."""
    return [
        Change(field, words.FIELDS[field], _shown(old, field), _shown(new, field), field in taken)
        for field in FIELDS
        if value_of(old, field) != value_of(new, field)
    ]


def veiled(change: Change) -> Change:
    """Without the stored value."""
    return replace(change, old=words.NOT_SHOWN)


def _shown(record: Record, field: str) -> str:
    value = value_of(record, field)
    choices = {"category": person_words.CATEGORIES, "state": person_words.STATES}
    return choices.get(field, {}).get(value, value)
