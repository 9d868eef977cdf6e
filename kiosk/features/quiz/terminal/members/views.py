"""What the pages before a paper for members show: nothing of whom the card is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kiosk.ui.pages.card_state import CardState


class Why(StrEnum):
    """Why it does not go on. `REFUSED` is one for all: no record, another name, a record that is not shown here."""

    REFUSED = "refused"
    READER = "reader"
    AWAY = "away"
    OUTSIDE_HOURS = "outside_hours"
    TOO_MANY = "too_many"


@dataclass(frozen=True)
class MemberCardView:
    agreed_at: str
    state: CardState
    desk_place: str


@dataclass(frozen=True)
class MemberToldView:
    why: Why
    desk_place: str
