"""The staff pages' flow: hidden corner -> PIN -> what the machine says of itself -> a way out, asked once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.apps.terminal import words
from kiosk.apps.terminal.maintenance import LEAVE_SECONDS, PIN_DIGITS, Answer, PinCheck, WayOut
from kiosk.apps.terminal.staff_clock import StaffClockFlow
from kiosk.ui.stage import Stage

Facts = tuple[tuple[str, str, bool], ...]  # what, how it is, whether it is well


@dataclass(frozen=True)
class PinView:
    entered: int
    prompt: str
    wrong: bool
    locked: bool
    can_enter: bool


@dataclass(frozen=True)
class StaffView:
    facts: Facts


@dataclass(frozen=True)
class SureView:
    way: WayOut


class StaffFlow:
    """`facts` is called on a worker thread; `leave` does what was chosen; `clock` may ask first which date it is."""

    def __init__(
        self, stage: Stage, check: PinCheck, facts: Callable[[], Facts], leave: Callable[[WayOut], None],
        clock: StaffClockFlow,
    ) -> None:  # fmt: skip
        self._stage, self._check, self._facts, self._leave = stage, check, facts, leave
        self._clock = clock
        self._pin = ""
        self._wrong = self._busy = False
        self._wrong_before = 0  # somebody else's tries, for whoever had the right PIN
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._pin, self._wrong, self._busy, self._wrong_before = "", False, False, 0

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

    def _open(self, facts: Facts) -> None:
        if self._wrong_before:
            facts = ((words.FACT_PIN, words.wrong_pins(self._wrong_before), False), *facts)
        self._stage.show("staff", StaffView(facts))
        self._stage.after(LEAVE_SECONDS, self._stage.end_visit)

    def choose(self, way: WayOut) -> None:
        self._stage.show("staff.sure", SureView(way))

    def sure(self, way: WayOut) -> None:
        self._leave(way)

    def back_to_staff(self) -> None:
        self._stage.work(self._facts, self._open)

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
