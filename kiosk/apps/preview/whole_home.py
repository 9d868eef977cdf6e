"""Home and 全部服务 with every tile that a terminal of this version may show, arranged as an editor chose.

What the pack brings is there as the terminal would count it; everything else by its name alone, since no hall is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.apps.terminal import words
from kiosk.apps.terminal.features import MODULES
from kiosk.apps.terminal.home import HomeFacts
from kiosk.apps.terminal.offered import may_offer
from kiosk.apps.terminal.views import AllView, HomeView
from kiosk.core.terminal.home_tile import HomeTile
from kiosk.core.terminal.module import Room
from kiosk.features.home.rules.arrangement import sound
from kiosk.features.membership.terminal import module as membership
from kiosk.features.quiz.terminal import module as quiz
from kiosk.features.tickets.terminal import module as tickets

QUESTIONS = 12  # of a paper, when nobody has read one
USUAL_DAY = (("08:30", "17:30"),)


def _mains() -> dict[str, Callable[[], HomeTile]]:
    return {
        tickets.KEY: lambda: tickets.tile((), away=False),
        membership.KEY: lambda: membership.tile(away=False),
        quiz.KEY: lambda: quiz.tile(QUESTIONS),
    }


class WholeHome:
    """`facts` know the exhibition's room already."""

    def __init__(self, facts: HomeFacts, room: Room, arranged: tuple[tuple[str, str], ...]) -> None:
        self._facts = facts
        for module in MODULES:
            if main := _mains().get(module.key):
                facts.add(module, Room(_nowhere, dict, main))
        live = {door.key for door in room.doors if door.tile()}
        for tile in may_offer():
            if tile.key not in live:
                facts.add_tile(lambda tile=tile: tile)  # type: ignore[misc]
        arrangement = sound(arranged)
        facts.arrangement = lambda: arrangement

    @property
    def starts(self) -> dict[str, Callable[[], None]]:
        """Everything leads nowhere: a picture is drawn."""
        keys = (*_mains(), *(tile.key for tile in may_offer()))
        return dict.fromkeys(keys, _nowhere)

    def home_view(self, now: datetime) -> HomeView:
        return replace(self._facts.home_view(now), hours=words.open_hours(USUAL_DAY), waiting=words.NOBODY_WAITS)

    def all_view(self, now: datetime) -> AllView:
        return replace(self._facts.all_view(now), hours=words.open_hours(USUAL_DAY), waiting=words.NOBODY_WAITS)


class Still:
    """全部服务 asks for nothing here."""

    def choose(self, group: str) -> None: ...

    def turn(self, page: int) -> None: ...

    def start(self) -> None: ...


def _nowhere() -> None: ...
