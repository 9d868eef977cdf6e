"""The plan found the slow way: every minute of some days is marked, hour window by hour window, for each thing.

It shares no code and no idea with `kiosk/features/exhibition/rules`: no boundary is computed here and no week repeats;
a window is a range of minutes laid on a calendar. Also what invented packs are drawn from.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from content.pack.exhibit import PROFILES, SCREENS, Showing
from kiosk.features.exhibition.rules.showing import Screen

MINUTE, DAYS = timedelta(minutes=1), 10
# An ordinary week, the end of a year, the end of February in a leap year and in another, and of a century without one.
STARTS = [date(2026, 11, 16), date(2026, 12, 28), date(2028, 2, 26), date(2027, 2, 25), date(2100, 2, 26)]


@dataclass(frozen=True)
class Notice:
    """A thing that is planned, and nothing else."""

    key: str
    showing: Showing = field(default_factory=Showing)
    pack_showing: Showing = field(default_factory=Showing)
    pack: str = "hall"
    profiles: frozenset[str] = frozenset()
    screens: frozenset[str] = frozenset()
    weight: int = 1
    playlist: str = ""
    interrupt: bool = False
    attract: bool = True
    consent_until: date | None = None


class Minutes:
    """Ten days from ``start``: which minutes each thing is on, on one screen."""

    def __init__(self, start: date, screen: Screen) -> None:
        self.start, self.screen = datetime.combine(start, time()), screen
        self.all = set(range(DAYS * 24 * 60))

    def number(self, at: datetime) -> int:
        return (at - self.start) // MINUTE

    def moment(self, number: int) -> datetime:
        return self.start + number * MINUTE

    def of(self, thing: Notice) -> set[int]:
        for wanted, allowed in ((self.screen.kind, thing.screens), (self.screen.profile, thing.profiles)):
            if wanted and allowed and wanted not in allowed:
                return set()
        if self.screen.playlists and thing.playlist not in self.screen.playlists:
            return set()
        on = self.all & self._marked(thing.showing) & self._marked(thing.pack_showing)
        if thing.consent_until:
            on -= set(range(self.number(datetime.combine(thing.consent_until, time(23, 59))) + 1, DAYS * 24 * 60))
        return on

    def _marked(self, hours: Showing) -> set[int]:
        marked: set[int] = set()
        for number in range(-1, DAYS):
            midnight = self.start + timedelta(days=number)
            if midnight.isoweekday() not in hours.weekdays:
                continue
            opens, shuts = hours.daily_from or time(0), hours.daily_until or time(0)
            first = number * 1440 + opens.hour * 60 + opens.minute
            last = number * 1440 + shuts.hour * 60 + shuts.minute
            marked |= set(range(first, last if last > first else last + 1440))
        if hours.starts:
            marked -= set(range(-1440, self.number(hours.starts)))
        if hours.ends:
            marked = {minute for minute in marked if minute < self.number(hours.ends)}
        return marked

    def shown(self, things: Iterable[Notice], at: datetime, starter: Iterable[Notice]) -> list[str]:
        """The keys on show, in order."""
        on = [thing for thing in things if self.number(at) in self.of(thing)]
        urgent = [thing.key for thing in on if thing.interrupt]
        return urgent or [thing.key for thing in on] or [thing.key for thing in starter]

    def alone(self, thing: Notice, things: Iterable[Notice]) -> set[int]:
        """The minutes at which it shows beside the others, which may interrupt it."""
        on = self.of(thing)
        for other in things:
            if other.interrupt and not thing.interrupt and other.key != thing.key:
                on = on - self.of(other)
        return on


@dataclass(frozen=True)
class Case:
    """Invented packs, a moment within the days that are marked, and a screen."""

    start: date
    things: tuple[Notice, ...]
    at: datetime
    screen: Screen


STARTER = (Notice("starter/one", pack="starter"), Notice("starter/two", pack="starter", playlist="all"))


@st.composite
def cases(draw: st.DrawFn, most: int = 5) -> Case:
    start = draw(st.sampled_from(STARTS))
    moments = st.integers(-3 * 1440, (DAYS + 2) * 1440).map(
        lambda number: datetime.combine(start, time()) + number * MINUTE
    )
    marks = st.none() | st.builds(time, st.integers(0, 23), st.sampled_from([0, 0, 30, 59]))
    hours = st.builds(
        Showing, st.none() | moments, st.none() | moments,
        st.just(frozenset(range(1, 8))) | st.frozensets(st.integers(1, 7), min_size=1), marks, marks,
    )  # fmt: skip
    rarely = st.just(Showing()) | hours
    packs = {"hall": draw(rarely), "county": draw(rarely)}
    things = []
    for number in range(draw(st.integers(1, most))):
        pack = draw(st.sampled_from(sorted(packs)))
        things.append(
            Notice(
                f"{pack}/{number}", draw(hours | rarely), packs[pack], pack,
                draw(st.just(frozenset[str]()) | st.frozensets(st.sampled_from(PROFILES))),
                draw(st.just(frozenset[str]()) | st.frozensets(st.sampled_from(SCREENS))),
                draw(st.integers(1, 9)), draw(st.sampled_from(["", "", "a", "b"])), draw(st.integers(0, 4)) == 0,
                draw(st.integers(0, 4)) > 0,
                draw(st.none() | st.none() | st.integers(-2, DAYS).map(lambda day: start + timedelta(days=day))),
            )
        )  # fmt: skip
    lists = draw(st.just(frozenset[str]()) | st.frozensets(st.sampled_from(["a", "b"])))
    screen = Screen(draw(st.sampled_from([*SCREENS, ""])), draw(st.sampled_from([*PROFILES, ""])), lists)
    at = datetime.combine(start, time()) + draw(st.integers(0, DAYS * 1440 - 1)) * MINUTE
    return Case(start, tuple(things), at, screen)
