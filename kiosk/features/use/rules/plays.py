"""What screens showed. It is about pictures, not about people, so every figure is exact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Shown:
    """One item of one version of a pack in a time: how often, how long, and its first and last day (ISO)."""

    pack: str
    version: str
    item: str
    title: str
    sha256: str
    times: int
    seconds: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class DayShown:
    """One item on one screen on one day."""

    day: str
    screen: str
    pack: str
    version: str
    item: str
    title: str
    sha256: str
    times: int
    seconds: int


@dataclass(frozen=True, slots=True)
class OnShow:
    """An item that a pack which is published now brings to the screens."""

    pack: str
    item: str
    title: str


@dataclass(frozen=True, slots=True)
class ItemShown:
    """One item with all its versions together, under its newest title."""

    pack: str
    item: str
    title: str
    times: int
    seconds: int
    versions: int


def joined(parts: Iterable[Iterable[Shown]]) -> list[Shown]:
    """Of several times, oldest first, what was shown in all of them; the most seconds first."""
    found: dict[tuple[str, str, str, str], Shown] = {}
    for part in parts:
        for one in part:
            key = (one.pack, one.version, one.item, one.sha256)
            was = found.get(key)
            found[key] = one if was is None else _added(was, one)
    return sorted(found.values(), key=lambda one: (-one.seconds, one.pack, one.item, one.version, one.sha256))


def _added(was: Shown, one: Shown) -> Shown:
    return replace(one, times=was.times + one.times, seconds=was.seconds + one.seconds, first=was.first)


def by_item(shown: Iterable[Shown]) -> list[ItemShown]:
    """The longest first."""
    found: dict[tuple[str, str], list[Shown]] = {}
    for one in shown:
        found.setdefault((one.pack, one.item), []).append(one)
    items = [
        ItemShown(
            pack, item, max(rows, key=lambda row: (row.last, row.version)).title,
            sum(row.times for row in rows), sum(row.seconds for row in rows), len({row.version for row in rows}),
        )
        for (pack, item), rows in found.items()
    ]  # fmt: skip
    return sorted(items, key=lambda one: (-one.seconds, one.pack, one.item))


def never(on_show: Iterable[OnShow], shown: Sequence[Shown]) -> list[OnShow]:
    """What is published and was on no screen; nothing is said while no screen has told anything."""
    if not shown:
        return []
    seen = {(one.pack, one.item) for one in shown}
    return [one for one in on_show if (one.pack, one.item) not in seen]
