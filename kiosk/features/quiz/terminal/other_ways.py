"""What is played in another way than a paper from its first question to its last: a challenge, the question of the day.

Both stand on the room's own library and the one page that asks questions; `module.py` opens them with the room.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from time import monotonic
from typing import Any, Protocol

from kiosk.core.terminal.gives_slips import GivesSlips
from kiosk.core.terminal.module import Door, TerminalGives
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.challenge.board import DayBoard
from kiosk.features.quiz.terminal.challenge.desk import ChallengeDesk
from kiosk.features.quiz.terminal.challenge.flow import ChallengeFlow
from kiosk.features.quiz.terminal.challenge.pages import pages
from kiosk.features.quiz.terminal.challenge.tile import KEY as CHALLENGE
from kiosk.features.quiz.terminal.counts import OfVisit, Running
from kiosk.features.quiz.terminal.daily import flow as daily
from kiosk.features.quiz.terminal.daily.desk import DailyDesk
from kiosk.features.quiz.terminal.doubting import Doubting
from kiosk.features.quiz.terminal.library import Library
from kiosk.features.tickets.wire import ServicesNow
from kiosk.ui.page import Page


class Gives(TerminalGives, GivesSlips, Protocol):
    def withdrawn(self) -> frozenset[tuple[str, str]]: ...

    def last_known(self) -> ServicesNow | None:
        """Services and hours as this terminal knew them last."""

    def when_quiet(self, call: Callable[[], None]) -> None:
        """Run `call` while no finger is on the glass."""

    @property
    def quiz_counts(self) -> Running: ...


@dataclass(frozen=True)
class OtherWays:
    """`renew`: packs are others; `find` what takes long of it, on a worker."""

    challenge: ChallengeFlow
    daily: daily.DailyFlow
    find: Callable[[], Any]
    doors: tuple[Door, ...]

    def pages(self) -> Mapping[str, Callable[[], Page]]:
        return pages(self.challenge)


def open_ways(given: Gives, library: Library, asking: Asking, counts: OfVisit, doubting: Doubting) -> OtherWays:
    challenges = ChallengeDesk(library.sources, counts.again, given.now, monotonic, given.withdrawn)
    board = DayBoard(given.quiz_counts.store, given.now, lambda: closing(given.last_known(), given.now()))
    given.stage.work(board.learn, _done)
    challenge = ChallengeFlow(
        given.stage, asking, challenges, board, given.slips.of_visit(given.stage), given.when_quiet, doubting
    )  # fmt: skip
    desk = DailyDesk(library.sources, counts.of_day, given.now, given.withdrawn)
    of_day = daily.DailyFlow(
        given.stage, asking, desk, challenge.start, lambda: bool(challenges.offers()), given.tile_changed, doubting
    )  # fmt: skip

    def find() -> None:
        challenges.offers()
        desk.find()

    doors = (
        Door(daily.KEY, of_day.start, of_day.tile, of_day.slide), Door(CHALLENGE, challenge.come_in, challenge.tile)
    )  # fmt: skip
    return OtherWays(challenge, of_day, find, doors)


def closing(known: ServicesNow | None, now: datetime) -> time | None:
    """When the hall closes for good today; None: not known, shut all day, or open to midnight."""
    today = now.date().isoformat()
    spans = next((day.spans for day in known.hall.days if day.date == today), ()) if known else ()
    ends = max((end for _, end in spans), default="24:00")
    return None if ends >= "24:00" else time.fromisoformat(ends)


def _done(_: object) -> None:
    """Nothing is left to show."""
