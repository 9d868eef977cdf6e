"""忆初心 at the terminal, step by step: purpose notice -> card, or number and PIN -> arrival -> own record -> wipe.

Plain Python on Kivy's thread; the card and the hall are `reading`'s business, letters are `letter_flow`'s. The reader
is armed only between the visitor's consent and the first card, and is disarmed by every way out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from kiosk.core.terminal.card_corner import CardCorner
from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.card_reading import Answered, CardReading, NotNow
from kiosk.features.membership.terminal.letter_flow import LetterFlow
from kiosk.features.membership.terminal.pin_entry import PinEntry
from kiosk.features.membership.terminal.views import CardView, PinPageView, PlaceView, RecordPageView, Way
from kiosk.features.membership.wire import HallCannotAnswer, PinRefused, Records
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.stage import Stage

BUSY_AFTER_SECONDS = 0.3

NOTICE, CARD, PIN = "membership.notice", "membership.card", "membership.pin"
ARRIVAL, RECORD, COURSE = "membership.arrival", "membership.record", "membership.course"
REFUSED, AWAY, WRONG_DATES = "membership.refused", "membership.away", "membership.wrong_dates"


class MembershipFlow:
    """`take_ticket` starts the ticket flow, where the refusal page offers it; None where no numbers are given out.

    `hall_there` says whether the hall service answered last; while it does not, nobody is asked for a card. `hear`
    reads the page in front to the visitor's headphone; None where there is no voice. `monotonic` is for waiting.
    """

    def __init__(
        self,
        stage: Stage,
        reading: CardReading,
        records: Records,
        *,
        desk_place: str,
        now: Callable[[], datetime],
        take_ticket: Callable[[], None] | None = None,
        hall_there: Callable[[], bool] = lambda: True,
        hear: Callable[[], Callable[[], None] | None] = lambda: None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stage, self._records = stage, records
        self._desk_place, self._now, self._hall_there = desk_place, now, hall_there
        self._hear, self._monotonic = hear, monotonic
        self.take_ticket = take_ticket
        self.letters = LetterFlow(stage, records)
        self.card = CardCorner(
            stage, reading, CARD, view=self._card_view, answered=self._card_answered, late=self._card_late,
            remind=lambda: words.TAKE_CARD,
        )  # fmt: skip
        self._agreed_at = ""
        self._entry = PinEntry()
        self._asked = 0  # PINs sent; an answer to an earlier one is dropped
        self._asking = False
        self._letters_key = ""
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit ended, or the visitor left this room. The record itself is only ever in the page's view."""
        self.card.leave()
        self._entry.forget()
        self._asked, self._asking = self._asked + 1, False
        key, self._letters_key = self._letters_key, ""
        if key:
            self._stage.work(partial(self._records.end, key), _nothing, _ended_by_itself)

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
        now = self._now()
        self._agreed_at = f"{now.hour}:{now.minute:02d}"
        self.card.ask()

    def _card_view(self, state: CardState) -> CardView:
        return CardView(self._agreed_at, state, self._desk_place)

    def leave(self) -> None:
        """不看了, or 返回."""
        self.wipe()
        self._stage.home()

    def back_to_notice(self) -> bool:
        """返回 on the card page."""
        self.start()
        return True

    # -- without a card -------------------------------------------------------------------------------------------

    def without_card(self) -> None:
        """没带身份证: the number, and the PIN that a clerk gives."""
        self.card.leave()
        self._entry.forget()
        self._show_entry()

    def press(self, key: str) -> None:
        """A key of the digit pad."""
        if not self._asking:
            self._entry.press(key)
            self._show_entry()

    def typed_number(self) -> str:
        """What stands in the field; for an eye that holds 按住看, and for nothing else."""
        return self._entry.number

    def change_number(self) -> None:
        """改证号."""
        if not self._asking:
            self._entry.to_number()
            self._show_entry()

    def go_on(self) -> None:
        """下一步, then 看档案."""
        if self._asking or self._entry.missing:
            return
        if self._entry.field == "number":
            self._entry.to_pin()
            self._show_entry()
            return
        self._asking, self._asked = True, self._asked + 1
        number, pin = self._entry.take()
        job = partial(self._records.by_pin, number, pin)
        self._stage.work(job, partial(self._pin_answered, self._asked), partial(self._pin_lost, self._asked))
        self._stage.after(BUSY_AFTER_SECONDS, partial(self._show_asking, self._asked))

    def back_from_pin(self) -> bool:
        """返回 on the PIN page."""
        if self._entry.field == "pin" and not self._asking:
            self.change_number()
        else:
            self.start()
        return True

    def _show_entry(self) -> None:
        entry = self._entry
        view = PinPageView(
            entry.field, entry.count, entry.newest, entry.tail, entry.wrong, desk_place=self._desk_place
        )  # fmt: skip
        self._stage.show(PIN, view)

    def _show_asking(self, asked: int) -> None:
        page, view = self._stage.now()
        if self._waited_for(asked) and isinstance(view, PinPageView):
            self._stage.show(page, replace(view, newest="", asking=True))

    def _waited_for(self, asked: int) -> bool:
        return self._asking and asked == self._asked and self._stage.now()[0] == PIN

    def _pin_answered(self, asked: int, answer: RecordView | PinRefused) -> None:
        if not self._waited_for(asked):
            self._close(answer)
            return
        self._asking = False
        if isinstance(answer, RecordView):
            self._arrive(answer)
            return
        retry_at = self._monotonic() + answer.retry_seconds if answer.retry_seconds else 0.0
        self._go(REFUSED, PlaceView(self._desk_place, way="pin", retry_at=retry_at, locked=answer.locked))

    def _close(self, answer: object) -> None:
        """Nobody waits for this record any more: what it opened is closed again."""
        if isinstance(answer, RecordView) and answer.letters_key:
            self._stage.work(partial(self._records.end, answer.letters_key), _nothing, _ended_by_itself)

    def _pin_lost(self, asked: int, error: Exception) -> None:
        if not isinstance(error, HallCannotAnswer):
            raise error
        if self._waited_for(asked):
            self._asking = False
            self._go(AWAY, PlaceView(self._desk_place, error.reason, way="pin"))

    # -- what the reader and the hall tell ------------------------------------------------------------------------

    def _card_late(self, outcome: Answered | NotNow) -> None:
        if isinstance(outcome, Answered):
            self._close(outcome.record)

    def _card_answered(self, outcome: Answered | NotNow) -> None:
        match outcome:
            case Answered(None):
                self._go(REFUSED, PlaceView(self._desk_place))
            case Answered(record) if record:
                self._arrive(record)
            case NotNow(reason):
                self._go(AWAY, PlaceView(self._desk_place, reason))

    def _arrive(self, record: RecordView) -> None:
        self._letters_key = record.letters_key
        view = RecordPageView(record, self._now().date())
        self._go(ARRIVAL, view)
        self.letters.fetch_thumb(view)

    def _go(self, page: str, view: object) -> None:
        self._stage.touched()
        self._stage.show(page, view)

    # -- after it -------------------------------------------------------------------------------------------------

    def see_record(self, record: RecordPageView) -> None:
        """看我的档案; also back to it from what lies behind: it is the visitor's until the wipe."""
        self._stage.show(RECORD, record)

    def see_course(self, record: RecordPageView) -> None:
        """入党经过 on a page of its own, where the record has no room for it."""
        self._stage.show(COURSE, record)

    def wrong_dates(self, record: RecordPageView) -> None:
        """日期不对？"""
        self._stage.show(WRONG_DATES, PlaceView(self._desk_place, record=record))

    @property
    def hear(self) -> Callable[[], None] | None:
        """戴耳机听: reads the page in front to the headphone; None without a voice."""
        return self._hear()

    def retry(self, way: Way) -> None:
        """再试一次, the same way; consent was given a moment ago, and is asked for again with every card."""
        if way == "pin" and self._hall_there():
            self.wipe()
            self._show_entry()
        else:
            self.start()

    def finish(self) -> None:
        """看完了，清除并退出."""
        self._stage.end_visit()


def _nothing(_: object) -> None:
    """Nothing is left to show."""


def _ended_by_itself(error: Exception) -> None:
    """The hall is away: the letters close there by themselves. Anything else is a mistake of ours."""
    if not isinstance(error, HallCannotAnswer):
        raise error
