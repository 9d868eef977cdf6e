"""忆初心 at the terminal, step by step: purpose notice -> card -> own record -> wipe.

Plain Python on Kivy's thread; the card and the hall are `reading`'s business. The reader is armed only between the
visitor's consent and the first card, and is disarmed by every way out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Literal

from kiosk.membership.reading import Answered, CardReading, CardSeen, NotNow, Outcome, ReaderChanged, Unread
from kiosk.membership.record import RecordView
from kiosk.ui.stage import Stage

BUSY_AFTER_SECONDS = 0.3

NOTICE, CARD, RECORD = "membership.notice", "membership.card", "membership.record"
REFUSED, AWAY, WRONG_DATES = "membership.refused", "membership.away", "membership.wrong_dates"


CardState = Literal["waiting", "reading", "unread", "offline"]


@dataclass(frozen=True)
class CardView:
    """Waiting for a card. `state`: waiting, reading, unread or offline; `agreed_at` as `10:26`."""

    agreed_at: str
    state: CardState = "waiting"
    desk_place: str = ""


@dataclass(frozen=True)
class RecordPageView:
    """The own record on the day it is looked at."""

    record: RecordView
    today: date

    def __repr__(self) -> str:
        return "RecordPageView(hidden)"


@dataclass(frozen=True)
class PlaceView:
    """A page that sends to people: `desk_place` in the hall's own words, `reason` of AWAY, `record` to go back to."""

    desk_place: str
    reason: str = ""
    record: RecordPageView | None = None


class MembershipFlow:
    """`take_ticket` starts the ticket flow, where the refusal page offers it; None where no numbers are given out.

    `hall_there` says whether the hall service answered last; while it does not, nobody is asked for a card.
    """

    def __init__(
        self,
        stage: Stage,
        reading: CardReading,
        *,
        desk_place: str,
        now: Callable[[], datetime],
        take_ticket: Callable[[], None] | None = None,
        hall_there: Callable[[], bool] = lambda: True,
    ) -> None:
        self._stage, self._reading = stage, reading
        self._desk_place, self._now, self._hall_there = desk_place, now, hall_there
        self.take_ticket = take_ticket
        self._card: CardView | None = None
        self._card_page_up = False
        reading.listen(self._heard)
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit ended, or the visitor left this room. The record itself is only ever in the page's view."""
        self._reading.cancel()
        self._card = None

    # -- before the card ------------------------------------------------------------------------------------------

    def start(self) -> None:
        """忆初心 was tapped on the home screen."""
        self.wipe()
        if self._hall_there():
            self._stage.show(NOTICE, None)
        else:
            self._stage.show(AWAY, PlaceView(self._desk_place, "away"))

    def agree(self) -> None:
        """我同意."""
        state: CardState = "waiting" if self._reading.reader_online else "offline"
        now = self._now()
        self._card = CardView(f"{now.hour}:{now.minute:02d}", state, self._desk_place)
        self._stage.show(CARD, self._card)

    def card_page_up(self) -> None:
        """The card page came to the front (again, after the idle warning): only now may the reader look for a card."""
        self._card_page_up = True
        if self._card and not self._reading.asking:
            self._reading.begin()
            if self._card.state != "offline":
                self._say("waiting")

    def card_page_down(self) -> None:
        """The card page was covered or left, by whatever way: no card is looked for."""
        self._card_page_up = False
        self._reading.pause()

    def leave(self) -> None:
        """不看了, or 返回."""
        self.wipe()
        self._stage.home()

    def back_to_notice(self) -> bool:
        """返回 on the card page."""
        self.start()
        return True

    # -- what the reader and the hall tell ------------------------------------------------------------------------

    def _heard(self, outcome: Outcome) -> None:
        self._stage.post(partial(self._told, outcome))

    def _told(self, outcome: Outcome) -> None:
        if self._card is None or not self._card_page_up:  # the visitor has gone on
            return
        match outcome:
            case CardSeen():
                self._stage.touched()
                self._stage.after(BUSY_AFTER_SECONDS, self._show_reading)
            case Unread():
                self._stage.touched()
                self._say("unread")
            case ReaderChanged(online):
                self._say("waiting" if online else "offline")
            case Answered(record):
                self._answered(record)
            case NotNow(reason):
                self._leave_card(AWAY, PlaceView(self._desk_place, reason))

    def _show_reading(self) -> None:
        self._say("reading")

    def _say(self, state: CardState) -> None:
        if self._card:
            self._card = replace(self._card, state=state)
            self._stage.show(CARD, self._card)

    def _answered(self, record: RecordView | None) -> None:
        if record is None:
            self._leave_card(REFUSED, PlaceView(self._desk_place))
            return
        self._leave_card(RECORD, RecordPageView(record, self._now().date()))

    def _leave_card(self, page: str, view: object) -> None:
        self._card = None
        self._stage.touched()
        self._stage.show(page, view)

    # -- after it -------------------------------------------------------------------------------------------------

    def wrong_dates(self, record: RecordPageView) -> None:
        """日期不对？"""
        self._stage.show(WRONG_DATES, PlaceView(self._desk_place, record=record))

    def back_to_record(self, record: RecordPageView) -> None:
        """From 日期不对？ to the record, which is the visitor's until the wipe."""
        self._stage.show(RECORD, record)

    def finish(self) -> None:
        """看完了，清除并退出."""
        self._stage.end_visit()
