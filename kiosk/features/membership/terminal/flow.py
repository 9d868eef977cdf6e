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

from kiosk.core.terminal.card_news import Lying, ReaderChanged, Unread
from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.terminal import words
from kiosk.features.membership.terminal.card_reading import (
    Answered,
    CardReading,
    CardSeen,
    NotNow,
    Outcome,
)
from kiosk.features.membership.terminal.letter_flow import LetterFlow
from kiosk.features.membership.terminal.pin_entry import PinEntry
from kiosk.features.membership.terminal.views import CardState, CardView, PinPageView, PlaceView, RecordPageView, Way
from kiosk.features.membership.wire import HallCannotAnswer, PinRefused, Records
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
        self._stage, self._reading, self._records = stage, reading, records
        self._desk_place, self._now, self._hall_there = desk_place, now, hall_there
        self._hear, self._monotonic = hear, monotonic
        self.take_ticket = take_ticket
        self.letters = LetterFlow(stage, records)
        self._card: CardView | None = None
        self._card_page_up = False
        self._card_lies = False  # as far as anybody can know: a card that was read well is not seen again
        self._entry = PinEntry()
        self._asked = 0  # PINs sent; an answer to an earlier one is dropped
        self._asking = False
        self._letters_key = ""
        reading.listen(self._heard)
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit ended, or the visitor left this room. The record itself is only ever in the page's view."""
        self._remind_of_card()
        self._reading.cancel()
        self._card = None
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

    # -- without a card -------------------------------------------------------------------------------------------

    def without_card(self) -> None:
        """没带身份证: the number, and the PIN that a clerk gives."""
        self._reading.cancel()
        self._card = None
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

    def _heard(self, outcome: Outcome) -> None:
        self._stage.post(partial(self._told, outcome))

    def _told(self, outcome: Outcome) -> None:
        if self._card is None or not self._card_page_up:  # the visitor has gone on
            if isinstance(outcome, Answered):
                self._close(outcome.record)
            return
        match outcome:
            case CardSeen():
                self._card_lies = True
                self._stage.touched()
                self._stage.after(BUSY_AFTER_SECONDS, self._show_reading)
            case Unread():
                self._card_lies = True
                self._stage.touched()
                self._say("unread")
            case Lying(still):
                self._card_lies = still
                self._stage.touched()
                self._say("lying" if still else "waiting")
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
        else:
            self._card = None
            self._arrive(record)

    def _arrive(self, record: RecordView) -> None:
        self._letters_key = record.letters_key
        view = RecordPageView(record, self._now().date())
        self._go(ARRIVAL, view)
        self._remind_of_card()
        self.letters.fetch_thumb(view)

    def _leave_card(self, page: str, view: object) -> None:
        self._card = None
        self._go(page, view)
        self._remind_of_card()

    def _remind_of_card(self) -> None:
        if self._card_lies:
            self._card_lies = False
            self._stage.remind(words.TAKE_CARD)

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
