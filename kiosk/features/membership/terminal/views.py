"""What the pages of 忆初心 show: plain words and numbers, and pixels that a worker has decoded.

Everything of a record hangs on the view of the page in front: when the page is left, nothing else holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from kiosk.features.membership.rules.record import RecordView
from kiosk.ui.pages.card_state import CardState

Way = Literal["card", "pin"]
Field = Literal["number", "pin"]
ZOOMS = (1.0, 1.5, 2.0)


@dataclass(frozen=True)
class CardView:
    """`state`: waiting for a card, reading, unread, lying (one from before), offline; `agreed_at` like 10:26."""

    agreed_at: str
    state: CardState = "waiting"
    desk_place: str = ""


@dataclass(frozen=True)
class PinPageView:
    """What has been typed, without what it was: how many digits, and the newest one for a second.

    `tail` are the last four of a number that is complete; `wrong` a number whose check digit does not fit.
    """

    field: Field
    count: int
    newest: str = ""
    tail: str = ""
    wrong: bool = False
    asking: bool = False
    desk_place: str = ""

    def __repr__(self) -> str:
        return "PinPageView(hidden)"


class LetterMemory:
    """Pages of letters that this visit has fetched, as they came. It goes with the views that hold it."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, int], bytes] = {}

    def __repr__(self) -> str:
        return "LetterMemory(hidden)"


@dataclass(frozen=True)
class RecordPageView:
    """The own record on the day it is looked at; `thumb` is the first page of its first letter, made small."""

    record: RecordView
    today: date
    memory: LetterMemory = field(default_factory=LetterMemory, compare=False)
    thumb: Any = None

    def __repr__(self) -> str:
        return "RecordPageView(hidden)"


@dataclass(frozen=True)
class LetterPageView:
    """One page of a letter, or a part of it when it is enlarged (`zoom` counts ZOOMS).

    `page` counts from 1; `part` from 0, -1 is the last. `sheet` is a `letter_sheet.Sheet`, None while it is fetched;
    `lost`: it cannot be had now.
    """

    record: RecordPageView
    kind: str
    page: int = 1
    zoom: int = 0
    part: int = 0
    sheet: Any = None
    lost: bool = False

    def __repr__(self) -> str:
        return "LetterPageView(hidden)"

    @property
    def pages(self) -> int:
        return next((letter.pages for letter in self.record.record.letters if letter.kind == self.kind), 0)


@dataclass(frozen=True)
class PlaceView:
    """A page that sends to people: `desk_place` in the hall's own words, `reason` of AWAY, `record` to go back to.

    Of a refusal: `way` that was tried; `retry_at`, on the monotonic clock, when a PIN may be tried again (0: now);
    `locked`: it was too soon to look at anything.
    """

    desk_place: str
    reason: str = ""
    record: RecordPageView | None = None
    way: Way = "card"
    retry_at: float = 0.0
    locked: bool = False
