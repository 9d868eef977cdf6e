"""How the ratings register in the console: the pads at the windows, and the keeper's room 评价.

What other pages of the keeper show of them they get here: the ratings of a day, and the pads that were opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, FromClause

from kiosk.core.access.rights import Right
from kiosk.core.database.clock import Clock
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.keeper_room import Form
from kiosk.core.web.module import ConsoleModule, joined
from kiosk.features.ratings.console import room, words
from kiosk.features.ratings.console.pad import PadPages
from kiosk.features.ratings.hall.pads import PadDesk, WindowName
from kiosk.features.ratings.hall.rating import RatingDesk, Served
from kiosk.features.ratings.hall.read_ratings import GivenRatings

DRAWER = Drawer(
    "ratings",
    Path(__file__).parent / "templates",
    words,
    (Room("ratings", "chat-circle-text", words.RATINGS, Right.RATINGS, "keeper#评价"),),
)


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks of ratings and pads, and what was given."""

    ratings: RatingDesk
    pads: PadDesk
    given: GivenRatings


def desks(served: Served, window_name: WindowName, numbers: FromClause) -> Desks:
    """With the answers of the queue: see `RatingDesk`, `PadDesk`, `GivenRatings`."""
    return Desks(RatingDesk(served), PadDesk(window_name), GivenRatings(numbers, window_name))


def console(desks: Desks) -> ConsoleModule:
    return ConsoleModule(
        DRAWER,
        lambda door: joined(
            PadPages(door, desks.ratings, desks.pads).router(),
            room.room(DRAWER.key, desks.ratings, desks.given, door.clock).router(door),
        ),
    )


def pads_shown(desks: Desks) -> Callable[[Connection], Mapping[str, Any]]:
    """What a page asks for that includes ``ratings/pads.html``."""
    return partial(room.pads_shown, desks.pads)


def pad_forms(desks: Desks, clock: Clock) -> Mapping[str, Form]:
    """The forms of that part, for the page that includes it."""
    return room.pad_forms(desks.pads, clock)
