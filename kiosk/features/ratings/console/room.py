"""The keeper's room 评价, and what a keeper sees and does of the pads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from kiosk.core.database.clock import Clock, stamp
from kiosk.core.web.frame import Fields
from kiosk.core.web.keeper_room import Form, KeeperRoom, NotDone
from kiosk.features.ratings.console import words
from kiosk.features.ratings.hall.pads import PadDesk
from kiosk.features.ratings.hall.rating import RatingDesk
from kiosk.features.ratings.hall.read_ratings import GivenRatings
from kiosk.features.ratings.rules import words as rating_words
from kiosk.features.ratings.rules.rating import NotAsked, RatingRefused


def room(drawer: str, desk: RatingDesk, given: GivenRatings, clock: Clock) -> KeeperRoom:
    """The bad ratings that wait for a keeper."""

    def shown(connection: Connection) -> dict[str, Any]:
        return {"ratings": given.still_open(connection), "rating_words": rating_words}

    def close(connection: Connection, fields: Fields, by: int) -> None:
        try:
            desk.close(connection, fields.number("ticket") or 0, fields.text("note"), by, clock())
        except (NotAsked, RatingRefused) as refused:
            raise NotDone(words.NOTE_MISSING) from refused

    return KeeperRoom(drawer, "ratings", shown, {"rating": close})


def pads_shown(pads: PadDesk, connection: Connection) -> dict[str, Any]:
    """What ``ratings/pads.html`` asks for, on whichever page includes it."""
    return {"pads": pads.all(connection), "pad_words": words}


def pad_forms(pads: PadDesk, clock: Clock) -> Mapping[str, Form]:
    """The forms of ``ratings/pads.html``."""

    def take_back(connection: Connection, fields: Fields, _by: int) -> None:
        pads.take_back(connection, fields.number("id") or 0, stamp(clock()))

    return {"pad": take_back}
