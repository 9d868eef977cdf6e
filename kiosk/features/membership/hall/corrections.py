"""A keeper's correction of one record: checked like an import, kept with its reason beside what it changed.

    fresh = corrected(record, {"joined": "1993-07-01", "counted_from": ""}, "按档案原件更正", by=3, now=hall_now())

An empty text removes a field. Nothing is derived: correcting 转正 leaves a corrected `counted_from` as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise
from typing import Any

from kiosk.core.database.clock import stamp
from kiosk.features.membership.hall import person_words as said
from kiosk.features.membership.hall.fields import value_of
from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.rules.dates import DateUnclear, LedgerDate, parse_date
from kiosk.features.membership.rules.names import split_names, tidy
from kiosk.features.membership.rules.record import Category, Correction, Milestone, Record, State

LETTERS = 60
REASON_LETTERS = 200


class CorrectionRefused(Exception):
    """`field` is a key of `person_words.FIELDS`, or "reason"; the message is for the keeper and repeats no value."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(f"{said.FIELDS.get(field, '')}{'：' if field in said.FIELDS else ''}{text}")
        self.field = field


def corrected(record: Record, changes: Mapping[str, str], reason: str, *, by: int, now: datetime) -> Record:
    """The changed record. Raises CorrectionRefused; also where nothing would change."""
    reason = " ".join(reason.split())
    if not reason:
        raise CorrectionRefused("reason", said.REASON_MISSING)
    if len(reason) > REASON_LETTERS:
        raise CorrectionRefused("reason", said.TOO_LONG.format(letters=REASON_LETTERS))
    fresh = _checked(_changed(record, changes), set(changes), now)
    fields = tuple(name for name in said.FIELDS if value_of(fresh, name) != value_of(record, name))
    if not fields:
        raise CorrectionRefused("reason", said.NOTHING_CHANGED)
    note = Correction(stamp(now), by, fields, reason)
    return replace(fresh, corrections=(*record.corrections, note))


def _changed(record: Record, changes: Mapping[str, str]) -> Record:
    plain: dict[str, Any] = {}
    milestones = dict(record.milestones)
    for field, text in changes.items():
        if field not in said.FIELDS:
            raise CorrectionRefused(field, said.NO_SUCH_FIELD)
        if field in set(Milestone):
            _put(milestones, Milestone(field), _date(field, text))
        else:
            plain[field] = _value(field, text)
    in_order = {kind: milestones[kind] for kind in Milestone if kind in milestones}
    return replace(record, **plain, milestones=in_order)


def _put(milestones: dict[Milestone, LedgerDate], kind: Milestone, when: LedgerDate | None) -> None:
    if when is None:
        milestones.pop(kind, None)
    else:
        milestones[kind] = when


def _value(field: str, text: str) -> object:
    if field == "counted_from":
        return _date(field, text)
    if field in ("introducers", "contacts"):
        return tuple(_short(field, name) for name in split_names(text))
    if field == "category":
        return _choice(field, text, Category, said.CATEGORIES)
    if field == "state":
        return _choice(field, text, State, said.STATES)
    value = _short(field, tidy(text) if field == "name" else " ".join(text.split()))
    if field == "name" and not value:
        raise CorrectionRefused(field, said.EMPTY_NAME)
    return value


def _short(field: str, text: str) -> str:
    if len(text) > LETTERS:
        raise CorrectionRefused(field, said.TOO_LONG.format(letters=LETTERS))
    return text


def _choice(field: str, text: str, kind: type[StrEnum], labels: Mapping[str, str]) -> StrEnum:
    """By its key or by its Chinese word."""
    key = {label: key for key, label in labels.items()}.get(text.strip(), text.strip())
    try:
        return kind(key)
    except ValueError:
        choices = "、".join(label for label in labels.values() if label)
        raise CorrectionRefused(field, said.NOT_A_CHOICE.format(choices=choices)) from None


def _date(field: str, text: str) -> LedgerDate | None:
    try:
        return parse_date(text)
    except DateUnclear as unclear:
        raise CorrectionRefused(field, words.ROW_PROBLEMS[unclear.reason]) from None


def _checked(record: Record, changed: set[str], now: datetime) -> Record:
    """No changed date in the future, before birth, or out of order with its neighbours."""
    today = LedgerDate.from_date(now.date())
    dates: dict[str, LedgerDate | None] = {str(kind): when for kind, when in record.milestones.items()}
    for field, when in (dates | {"counted_from": record.counted_from}).items():
        if field in changed and when is not None:
            if when.is_after(today):
                raise CorrectionRefused(field, words.ROW_PROBLEMS["in_the_future"])
            if record.birth.is_after(when):
                raise CorrectionRefused(field, words.ROW_PROBLEMS["before_birth"])
    for earlier, later in pairwise(record.milestones):
        if {earlier, later} & changed and record.milestones[earlier].is_after(record.milestones[later]):
            raise CorrectionRefused(str(later), words.out_of_order(said.FIELDS[earlier], said.FIELDS[later]))
    return record
