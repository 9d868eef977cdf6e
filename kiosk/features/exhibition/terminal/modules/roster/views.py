"""What the page of a roster shows, and what of it stands above a directory."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from content.kinds.roster import Day, Duty
from kiosk.features.exhibition.terminal.slips import SlipView


@dataclass(frozen=True, slots=True)
class Turn:
    """One line of the list: a person on a day; without one, a day off (`rest`), or nobody."""

    day: date
    duty: Duty | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True)
class RosterView:
    """`today` None: the clock is in doubt, and nobody is shown. `after`: the next day with somebody, where today has
    nobody. `picture`: the chosen one's photo, once a worker has decoded it.
    """

    title: str
    today: date | None
    turns: tuple[Turn, ...] = ()
    at: int = 0
    after: Day | None = None
    demo: bool = False
    picture: Any = None
    slip: SlipView = field(default_factory=SlipView)

    @property
    def turn(self) -> Turn:
        return self.turns[self.at]


@dataclass(frozen=True, slots=True)
class DutyCard:
    """Who is on duty now, of a roster that is on; without a name `line` says that nobody is."""

    when: str
    name: str = ""
    line: str = ""
    promise: str = ""
    more: str = ""
    demo: bool = False
    picture: Any = None
