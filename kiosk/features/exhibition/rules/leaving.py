"""People of an exhibit leave one by one: on their own last day, or because a keeper took them down by name.

    one = standing(exhibit, held)        # without those taken down; ends itself with its last person's day
    shown_on(one, day)                   # without those whose day is over; day None: the clock is in doubt

What was taken down is known by keys: an item's own, or `key_of_one` of a person in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from content.kinds.ending import Ending, digest_of
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.rules.hours import end_of

_OF_ONE = "#"
"""Parts an item's number from a person's digest; no number has it."""


def key_of_one(item: str, digest: str) -> str:
    """`item` is an item's number, or the key of an exhibit."""
    return f"{item}{_OF_ONE}{digest}"


def of_one(key: str) -> tuple[str, str]:
    """What `key_of_one` put together; the second is empty where it names a whole item."""
    item, _, digest = key.partition(_OF_ONE)
    return item, digest


def standing(exhibit: Exhibit, held: frozenset[str]) -> Exhibit | None:
    """None: it was taken down, or everybody in it was."""
    if exhibit.key in held:
        return None
    content = exhibit.content
    if not isinstance(content, Ending):
        return exhibit
    down = {digest for item, digest in map(of_one, held) if digest and item == exhibit.key}
    left: Ending | None = content.left(date.min, lambda name: digest_of(exhibit.pack, exhibit.id, name) in down)
    if left is None:
        return None
    days = left.last_days()
    ends = [day for day in (exhibit.consent_until, *([max(filter(None, days))] if all(days) else [])) if day]
    return replace(exhibit, content=left, consent_until=min(ends, default=None))


def shown_on(exhibit: Exhibit, day: date | None) -> Exhibit | None:
    """None: nobody in it may be shown."""
    if not isinstance(exhibit.content, Ending):
        return exhibit
    left = exhibit.content.left(day)
    if left is exhibit.content:
        return exhibit
    return replace(exhibit, content=left) if left else None


def next_leaving(exhibits: Iterable[Exhibit], at: datetime) -> datetime | None:
    """The first instant after `at` at which somebody leaves; None: nobody has an end still to come."""
    days = {day for one in exhibits if isinstance(one.content, Ending) for day in one.content.last_days() if day}
    ends = [end for end in map(end_of, days) if end > at]
    return min(ends, default=None)
