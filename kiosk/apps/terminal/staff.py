"""The staff pages' flow: hidden corner -> PIN -> what the machine says of itself -> a way out, asked once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kiosk.apps.terminal import words
from kiosk.apps.terminal.care.stay import Stay
from kiosk.apps.terminal.care.views import CareView, Section
from kiosk.apps.terminal.maintenance import PIN_DIGITS, Answer, PinCheck, WayOut
from kiosk.apps.terminal.staff_clock import StaffClockFlow
from kiosk.ui.stage import Stage

if TYPE_CHECKING:
    from kiosk.apps.terminal.care.flow import CareFlow


@dataclass(frozen=True)
class PinView:
    entered: int
    prompt: str
    wrong: bool
    locked: bool
    can_enter: bool


@dataclass(frozen=True)
class SureView:
    way: WayOut


class StaffFlow:
    """`overview` is called on a worker thread; `leave` does what was chosen; `clock` may ask first which date it is.

    `care`, set by whoever puts them together, is the flow of the parts behind the first page.
    """

    care: CareFlow

    def __init__(
        self, stage: Stage, stay: Stay, check: PinCheck, overview: Callable[[], CareView],
        leave: Callable[[WayOut], None], clock: StaffClockFlow,
    ) -> None:  # fmt: skip
        self._stage, self._stay, self._check, self._overview, self._leave = stage, stay, check, overview, leave
        self._clock = clock
        self._here = False  # the first page is the one to be shown
        self._last: CareView | None = None  # shown at once on the way back, until the machine has answered
        self._pin = ""
        self._wrong = self._busy = False
        self._wrong_before = 0  # somebody else's tries, for whoever had the right PIN
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._pin, self._wrong, self._busy, self._wrong_before = "", False, False, 0
        self._last, self._here = None, False

    def start(self) -> None:
        """The hidden corner was tapped."""
        self.wipe()
        self._show_pin()

    def key(self, key: str) -> None:
        if self._busy:
            return
        self._wrong = False
        if key == "clear":
            self._pin = ""
        elif key == "back":
            self._pin = self._pin[:-1]
        elif len(self._pin) < PIN_DIGITS.stop - 1:
            self._pin += key
        self._show_pin()

    def enter(self) -> None:
        if self._busy or len(self._pin) < PIN_DIGITS.start:
            return
        self._busy, pin, self._pin = True, self._pin, ""
        self._stage.work(lambda: self._check.check(pin), self._answered)

    def _answered(self, answer: Answer) -> None:
        self._busy = False
        if answer.right:
            self._wrong_before = answer.wrong_before
            self._clock.start(self.back_to_staff)
            return
        self._wrong = True
        self._show_pin()

    def _open(self, view: CareView) -> None:
        if self._stay.is_on and self._here:
            self._last = replace(view, wrong_pins=self._wrong_before)
            self._stage.show("staff", self._last)

    def choose(self, way: WayOut) -> None:
        self._here = False
        self._stay.acted()
        self._stage.show("staff.sure", SureView(way))

    def sure(self, way: WayOut) -> None:
        self._leave(way)

    def back_to_staff(self) -> None:
        self._here = True
        self._stay.acted()
        if self._last:
            self._stage.show("staff", self._last)
        self._stage.work(self._overview, self._open)

    def open(self, section: Section) -> None:
        """One of the parts."""
        self._here = False
        self.care.open(section)

    def _show_pin(self) -> None:
        wait = self._check.wait_seconds
        prompt = (
            words.STAFF_NO_PIN if not self._check.is_set
            else words.wait_seconds(round(wait)) if wait
            else words.STAFF_WRONG if self._wrong
            else words.STAFF_ENTER
        )  # fmt: skip
        enough = len(self._pin) >= PIN_DIGITS.start and not wait and self._check.is_set
        view = PinView(len(self._pin), prompt, self._wrong, bool(wait), enough)
        self._stage.show("staff.pin", view)
