"""取优先号 before the service: a card that shows the age, or a clerk who comes and allows it. No Kivy.

What the visitor showed stays here until the number is taken, the page is left or the visit ends, and in no view.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Literal

from kiosk.core.terminal.card_news import Lying, ReaderChanged, Unread
from kiosk.features.tickets.rules.card_age import CardProof, old_enough
from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.terminal.age_reader import AgeReader, Seen
from kiosk.features.tickets.wire import HallToday, ServicesNow
from kiosk.ui.stage import Stage

PAGE = "tickets.priority"

State = Literal["waiting", "unread", "lying", "offline", "young", "calling", "called", "unheard"]
LOOKING = ("waiting", "unread", "lying", "offline")


@dataclass(frozen=True)
class PriorityView:
    """`state`: waiting for a card, unread, one from before lying there, the reader offline, too young; or calling,
    called, not heard."""

    age: int
    groups: tuple[str, ...]
    normal_per_priority: int
    desk_place: str
    state: State = "waiting"


class PriorityFlow:
    """`call(page, key)` blocks and says whether the hall has the call; `entitled` goes on to the services.

    `today`: the day by which ages count.
    """

    def __init__(
        self,
        stage: Stage,
        reader: AgeReader,
        *,
        call: Callable[[str, str], bool],
        entitled: Callable[[CardProof | None], None],
        desk_place: str,
        today: Callable[[], date],
    ) -> None:
        self._stage, self._reader = stage, reader
        self._call, self._entitled = call, entitled
        self._desk_place, self._today = desk_place, today
        self._view: PriorityView | None = None
        self._page_up = False
        self._card_lies = False  # as far as anybody can know: a card that was read well is not seen again
        self._granted_before: str | None = None
        reader.listen(self._heard)

    def start(self, hall: HallToday, priority_until: str | None) -> None:
        """取优先号 was tapped. A word given to somebody before this visitor is none for them."""
        self._granted_before = priority_until
        groups, ratio = hall.priority_groups, hall.normal_per_priority
        state: State = "waiting" if self._reader.online else "offline"
        self._view = PriorityView(hall.priority_age, groups, ratio, self._desk_place, state)
        self._stage.show(PAGE, self._view)

    def wipe(self) -> None:
        self._reader.pause()
        self._view = None
        self._remind_of_card()

    def _remind_of_card(self) -> None:
        if self._card_lies:
            self._card_lies = False
            self._stage.remind(words.TAKE_CARD)

    # -- the card -------------------------------------------------------------------------------------------------

    def card_page_up(self) -> None:
        """The page came to the front (again, after the idle warning or 请人帮忙): only now is a card looked for."""
        self._page_up = True
        if self._view and self._view.state in (*LOOKING, "young"):
            self._reader.begin()

    def card_page_down(self) -> None:
        self._page_up = False
        self._reader.pause()

    def _heard(self, seen: Seen) -> None:
        self._stage.post(partial(self._told, seen))

    def _told(self, seen: Seen) -> None:
        if self._view is None or not self._page_up:
            return
        match seen:
            case CardProof():
                self._card_lies = True
                self._stage.touched()
                self._shown(seen, self._view.age)
            case Unread():
                self._card_lies = True
                self._stage.touched()
                self._say("unread")
            case Lying(still):
                if self._view.state in LOOKING:
                    self._card_lies = still
                    self._stage.touched()
                    self._say("lying" if still else "waiting")
            case ReaderChanged(online):
                if self._view.state in LOOKING:
                    self._say("waiting" if online else "offline")

    def _shown(self, card: CardProof, age: int) -> None:
        if old_enough(card, self._today(), age):
            self._view = None
            self._entitled(card)
            self._remind_of_card()
        else:
            self._say("young")
            self._reader.begin()  # somebody else's card may be the right one

    # -- a clerk --------------------------------------------------------------------------------------------------

    def call_clerk(self) -> None:
        """请人过来; a second tap while somebody is on the way changes nothing."""
        if self._view is None or self._view.state in ("calling", "called"):
            return
        self._reader.pause()
        self._say("calling")
        self._stage.work(partial(self._call, PAGE, str(uuid.uuid4())), self._call_heard)

    def _call_heard(self, heard: bool) -> None:
        if self._view and self._view.state == "calling":
            self._say("called" if heard else "unheard")

    def refresh(self, now: ServicesNow) -> None:
        """The hall moved: has a clerk allowed it at this terminal, since this visitor came to the page?"""
        until = now.priority_until
        if self._view and self._view.state == "called" and until and until != self._granted_before:
            self._view = None
            self._stage.touched()
            self._entitled(None)

    def _say(self, state: State) -> None:
        if self._view:
            self._view = replace(self._view, state=state)
            self._stage.show(PAGE, self._view)
