"""The figures of a time, made of whole weeks as they may be read (`released.py`).

    summary(rows, hours, time, screen=None) -> Summary

`screen` None: the whole hall, with its hours; else one terminal, without: an hour of one terminal is nearly always few.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kiosk.features.use.rules import things
from kiosk.features.use.rules.hours import UNKNOWN
from kiosk.features.use.rules.released import FEW, NOTHING, Told, is_about, released, together
from kiosk.features.use.rules.times import Time

ALL = "all"
LEAST_FOR_HALF = 20  # visits, before half of them is said to be as short as that


@dataclass(frozen=True, slots=True)
class Row:
    """How often one thing came up in one week at one terminal."""

    thing: str
    week: date
    terminal: int
    times: int


@dataclass(frozen=True, slots=True)
class HourRow:
    """How many visits ended in one hour of one weekday of one week, in the whole hall."""

    week: date
    weekday: int
    hour: int
    times: int


@dataclass(frozen=True, slots=True)
class Read:
    """A count as a page may show it. `about`: weeks too small to be told are in it by an estimate."""

    value: int | None
    few: bool = False
    about: bool = False
    estimate: int = 0


@dataclass(frozen=True, slots=True)
class FeatureUse:
    """In how many visits a feature was opened, had done its work, and was in front when nobody was there any more.

    `change`: against the week before; None: not both are told.
    """

    feature: str
    opened: Read
    finished: Read
    left: Read
    change: int | None


@dataclass(frozen=True, slots=True)
class Summary:
    """`mean_seconds`, `half_within` (seconds): how long a visit was; None: too few. `helped_most`: the feature."""

    visits: Read
    mean_seconds: float | None
    half_within: int | None
    modes: Mapping[str, Read]
    features: Sequence[FeatureUse]
    helped: Read
    helped_most: str
    hours: Mapping[int, Read]
    days: Mapping[tuple[int, int], Read]  # by weekday and hour
    no_hour: Read

    @property
    def is_empty(self) -> bool:
        return self.visits.value == 0


def summary(rows: Iterable[Row], hours: Iterable[HourRow], time: Time, screen: int | None = None) -> Summary:
    """`rows` and `hours` of its weeks, and of the week before where there is one."""
    return _Summing(list(rows), list(hours), time, screen).summary()


class _Summing:
    def __init__(self, rows: list[Row], hours: list[HourRow], time: Time, screen: int | None) -> None:
        self._time, self._key = time, ALL if screen is None else screen
        self._raw: dict[tuple[str, date], dict[Hashable, int]] = defaultdict(dict)
        terminals: dict[date, set[int]] = defaultdict(set)
        for row in rows:
            of_thing = self._raw[row.thing, row.week]
            of_thing[row.terminal] = of_thing.get(row.terminal, 0) + row.times
            terminals[row.week].add(row.terminal)
        self._hours: dict[date, list[HourRow]] = defaultdict(list)
        for one in hours:
            self._hours[one.week].append(one)
        self._terminals = {week: tuple(sorted(found)) for week, found in terminals.items()}
        self._told: dict[tuple[str, date], Mapping[Hashable, Told]] = {}

    def summary(self) -> Summary:
        visits = self._read(things.VISIT)
        hall = self._key == ALL
        features = [self._feature(one) for one in things.FEATURES]
        found = {one: self._read(things.named(one, things.HELPED_AT)) for one in things.FEATURES}
        most = max(found, key=lambda one: found[one].estimate)
        cells = range(7) if hall else ()
        return Summary(
            visits,
            self._mean(visits),
            self._half(visits),
            {mode: self._read(mode) for mode in things.MODES},
            sorted(features, key=lambda one: -one.opened.estimate),
            self._read(things.named("help", things.OPENED)),
            most if (found[most].value or 0) >= FEW else "",
            {hour: self._read(things.VISIT, ("hour", hour)) for hour in range(24)} if hall else {},
            {(day, hour): self._read(things.VISIT, (day, hour)) for day in cells for hour in range(24)},
            self._read(things.VISIT, ("hour", UNKNOWN)) if hall else Read(0),
        )

    # -- one count --------------------------------------------------------------------------------

    def _read(self, thing: str, key: Hashable = None) -> Read:
        return _of([self._week(thing, week).get(key or self._key, NOTHING) for week in self._time.weeks])

    def _week(self, thing: str, week: date) -> Mapping[Hashable, Told]:
        if (thing, week) not in self._told:
            self._told[thing, week] = self._release(thing, week)
        return self._told[thing, week]

    def _release(self, thing: str, week: date) -> Mapping[Hashable, Told]:
        terminals = self._terminals.get(week, ())
        raw = self._raw.get((thing, week), {})
        counts: dict[Hashable, int] = {one: raw.get(one, 0) for one in terminals}
        counts[ALL] = sum(counts.values())
        sums: list[tuple[Hashable, tuple[Hashable, ...]]] = [(ALL, terminals)]
        if thing == things.VISIT:
            sums += self._by_hour(week, counts)
        return released(counts, [(whole, parts) for whole, parts in sums if parts])

    def _by_hour(
        self, week: date, counts: dict[Hashable, int]
    ) -> list[tuple[Hashable, tuple[Hashable, ...]]]:  # fmt: skip
        """Adds the hours, and the weekdays of each, to the counts of a week."""
        days: dict[int, set[Hashable]] = defaultdict(set)
        for one in self._hours[week]:
            cell = (one.weekday, one.hour)
            counts[cell] = counts.get(cell, 0) + one.times
            days[one.hour].add(cell)
        for hour in days:
            for weekday in range(7):
                counts.setdefault((weekday, hour), 0)
            counts["hour", hour] = sum(counts[weekday, hour] for weekday in range(7))
        hours = tuple(("hour", hour) for hour in sorted(days))
        each = [(("hour", hour), tuple((weekday, hour) for weekday in range(7))) for hour in sorted(days)]
        return [(ALL, hours), *each]

    # -- what is made of several --------------------------------------------------------------------

    def _feature(self, feature: str) -> FeatureUse:
        opened, finished, left = (self._read(things.named(feature, step)) for step in things.STEPS)
        change = self._change(things.named(feature, things.OPENED), opened)
        return FeatureUse(feature, opened, _within(finished, opened), _within(left, opened), change)

    def _change(self, thing: str, now: Read) -> int | None:
        earlier = self._time.earlier()
        before = _of([self._week(thing, week).get(self._key, NOTHING) for week in earlier]) if earlier else Read(None)
        return None if now.value is None or before.value is None else now.value - before.value

    def _sum(self, thing: str) -> int:
        """Of what is no count of visits, or is never shown itself."""
        weeks = [self._raw.get((thing, week), {}) for week in self._time.weeks]
        return sum(
            times for week in weeks for terminal, times in week.items() if self._key in (ALL, terminal)
        )  # fmt: skip

    def _mean(self, visits: Read) -> float | None:
        return self._sum(things.SECONDS) / self._sum(things.VISIT) if (visits.value or 0) >= FEW else None

    def _half(self, visits: Read) -> int | None:
        counted, half = 0, self._sum(things.VISIT) / 2
        if (visits.value or 0) >= LEAST_FOR_HALF:
            for seconds, name in things.LENGTHS:
                counted += self._sum(name)
                if counted >= half:
                    return seconds
        return None


def _within(part: Read, whole: Read) -> Read:
    """An estimate is no more than what it is part of."""
    if part.value is None or whole.value is None or part.value <= whole.value:
        return part
    return Read(whole.value, part.few, part.about, whole.estimate)


def _of(weeks: Sequence[Told]) -> Read:
    told = together(weeks)
    return Read(told.value, told.few, told.value is not None and is_about(weeks), told.estimate)
