"""Leads the tour: taps, waits for pages, takes pictures. Runs on Kivy's clock beside the terminal, one step a frame."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kivy.clock import Clock
from kivy.core.window import Window

from devices.emulators import DemoCard
from kiosk.apps.demo.finger import Finger, TargetMissing, target
from kiosk.apps.demo.pace import LAID_OUT_SECONDS, PRESS_SECONDS, SETTLE_SECONDS, TourFailed
from kiosk.apps.demo.stand import Stand
from kiosk.apps.terminal.app import TerminalApp
from kiosk.apps.terminal.screens.take_card import TAKE_CARD
from kiosk.apps.terminal.shell import ATTRACT, Shell
from kiosk.apps.terminal.staff_corner import TAPS
from kiosk.core.terminal.tour import Steps
from kiosk.ui.touch import HAND

STILL_HERE = "idle.extend"
STILL_HERE_MOST = 3  # answers while one thing is waited for
NEAR_CORNER = 20  # pixels

Condition = Callable[[], bool]


class Guide:
    """A route yields conditions; the guide polls each once a frame until it holds or its time is over."""

    def __init__(self, app: TerminalApp, stand: Stand, out: Path) -> None:
        self.app, self.stand, self._out = app, stand, out
        self.book: dict[str, Any] = {"steps": [], "slips": []}
        self._finger = Finger()
        self._waiting_for: Condition | None = None
        self._deadline = 0.0
        self._failure: str | None = None
        self._done = False
        self._touched_at: float | None = None
        self._frame_ms: float | None = None
        self._slips_seen = 0
        self._home_seen = False

    def follow(self, route: Steps, deadline_seconds: float) -> None:
        """Start when the terminal's modules are up; end the app when the route ends."""
        self._route, self._seconds = route, deadline_seconds
        self._deadline = time.monotonic() + deadline_seconds
        self._waiting_for = self._up
        Window.bind(on_flip=self._flipped)
        Clock.schedule_interval(self._advance, 0)

    def finish(self) -> None:
        """Raises TourFailed if the route did not come to its end."""
        if self._failure:
            raise TourFailed(self._failure)
        if not self._done:
            raise TourFailed("the terminal ended before the tour did")

    @property
    def shell(self) -> Shell:
        return self.app.shell

    @property
    def large(self) -> bool:
        return bool(self.app._mode and self.app._mode.large)

    @property
    def view(self) -> Any:
        return self.shell.now()[1]

    @property
    def page_name(self) -> str:
        return self.shell.page_name

    def has(self, key: str) -> bool:
        return key in self.app.facts.keys

    # -- steps of a route -----------------------------------------------------------------------------------------

    def begin(self) -> Steps:
        """From the attract screen, or the reminder before it, to home, which is pictured the first time."""
        yield lambda: self.shell.page_name in (ATTRACT, TAKE_CARD)
        yield from self.page(self.shell.page_name)
        if self.shell.page_name == TAKE_CARD:
            yield from self._press("take_card.begin")
        else:
            yield from self.touch(self.shell.width / 2, self.shell.height / 4)
        yield from self.page("home")
        if not self._home_seen:
            self._home_seen = True
            yield from self.picture("home")

    def page(self, name: str) -> Steps:
        """Wait until the page of that name is in front, and hears a finger."""
        self._step = f"page {name}"
        for _ in range(STILL_HERE_MOST):
            yield lambda: self.shell.page_name == name or self.there(STILL_HERE)
            if self.shell.page_name == name:
                break
            yield from self._still_here()
        yield lambda: self.shell.page_name == name
        yield from self._laid_out()

    def pause(self, seconds: float) -> Steps:
        end = time.monotonic() + seconds
        yield lambda: time.monotonic() >= end

    def lay(self, card: DemoCard) -> Steps:
        """Put a card on the reader once that has seen none: what lay there before is not read."""
        self._step = "the reader looks for a card"
        reader = self.stand.reader
        asked = reader.asked("2001")
        yield lambda: reader.asked("2001") > asked
        reader.put(card)

    def until(self, what: str, condition: Condition) -> Steps:
        self._step = what
        for _ in range(STILL_HERE_MOST):
            yield lambda: self.there(STILL_HERE) or condition()
            if not self.there(STILL_HERE):
                return
            yield from self._still_here()
        yield condition

    def _still_here(self) -> Steps:
        """The terminal asks whether anybody is there, since the machine was slow: yes, and back to the page."""
        yield from self._laid_out()
        if self.there(STILL_HERE):
            yield from self._press(STILL_HERE)
            yield from self._laid_out()

    def _laid_out(self) -> Steps:
        """The targets of a page that has just come are at their places, and it hears a finger, however slow it was."""
        yield from self.pause(LAID_OUT_SECONDS)
        yield lambda: not HAND.deaf

    def tap(self, name: str) -> Steps:
        """Touch the named target in its middle, as a finger does: down, a frame, up.

        On a machine so slow that the terminal asks whether anybody is there, the finger answers first.
        """
        self._step = f"tap {name}"
        for _ in range(STILL_HERE_MOST):
            yield lambda: self.there(name) or self.there(STILL_HERE)
            yield from self._laid_out()
            if self.there(name):
                break
            yield from self._still_here()
        yield lambda: self.there(name)
        yield from self._press(name)

    def _press(self, name: str) -> Steps:
        widget = target(self.shell, name)
        x, y = widget.to_window(*widget.center)
        yield from self.touch(x, y)

    def touch(self, x: float, y: float) -> Steps:
        self._frame_ms, self._touched_at = None, time.perf_counter()
        self._finger.down(x, y)
        yield lambda: self._frame_ms is not None
        yield from self.pause(PRESS_SECONDS)
        self._finger.up()

    def tap_corner(self) -> Steps:
        """The clock, as often as staff tap it; nothing is drawn for it, so no frame is waited for."""
        for _ in range(TAPS):
            self._finger.down(self.shell.width - NEAR_CORNER, self.shell.height - NEAR_CORNER)
            yield from self.pause(PRESS_SECONDS)
            self._finger.up()
            yield from self.pause(PRESS_SECONDS)

    def picture(self, name: str, *, touched: bool = True) -> Steps:
        """Let the page come to rest, then save what is on the screen as `name`.png."""
        self._step = f"picture {name}"
        asked = self.there(STILL_HERE)  # it is the picture of that question
        yield from self.pause(SETTLE_SECONDS)
        while not asked and self.there(STILL_HERE):
            yield from self._still_here()
            yield from self.pause(SETTLE_SECONDS)
        self._shoot(name, touched=touched)

    def slip(self, number: str) -> Steps:
        """Wait for the next slip to be cut, then save its text, bytes and picture."""
        self._step = f"slip {number}"
        seen = self._slips_seen
        yield lambda: len(self.stand.printer.cut_slips) > seen
        slip = self.stand.printer.cut_slips[seen]
        self._slips_seen += 1
        name = f"slip-{self._slips_seen:02d}-{number}"
        (self._out / f"{name}.bin").write_bytes(slip.data)
        (self._out / f"{name}.png").write_bytes(slip.png())
        self.book["slips"].append(
            {"number": number, "text": slip.text, "bytes": f"{name}.bin", "picture": f"{name}.png"}
        )

    # -- beside the terminal --------------------------------------------------------------------------------------

    def _up(self) -> bool:
        self._step = "the terminal's modules and the hall service"
        return self.app.machine is not None and self.app.facts.services is not None

    def there(self, name: str) -> bool:
        try:
            target(self.shell, name)
        except TargetMissing:
            return False
        return True

    def _flipped(self, *_: object) -> None:
        if self._touched_at is not None:
            self._frame_ms = (time.perf_counter() - self._touched_at) * 1000
            self._touched_at = None

    def _advance(self, _dt: float) -> None:
        if self._failure or self._done:
            return
        try:
            while self._waiting_for is None or self._waiting_for():
                self._waiting_for = next(self._route, None)
                self._deadline = time.monotonic() + self._seconds
                if self._waiting_for is None:
                    self._done = True
                    self.app.stop()
                    return
        except TargetMissing as missing:
            self._fail(str(missing))
        except Exception as error:  # the route's own fault: the terminal would note it, and wait for ever
            self._fail(f"{self._step}: {error!r}; in front: {self.shell.page_name}")
        if not self._failure and time.monotonic() > self._deadline:
            self._fail(
                f"{self._step} was not reached in {self._seconds:g} s; in front: {self.shell.page_name}; {HAND!r}"
            )

    def _fail(self, why: str) -> None:
        self._failure = why
        try:
            self._shoot("failed", touched=False)
        finally:
            self.app.stop()

    def _shoot(self, name: str, *, touched: bool) -> None:
        place = self._out / f"{name}.png"
        made = Window.screenshot(name=str(place))  # Kivy counts: name0001.png
        Path(made).replace(place)
        took = round(self._frame_ms, 1) if touched and self._frame_ms is not None else None
        self.book["steps"].append(
            {"name": name, "screen": self.shell.page_name, "picture": place.name, "touch_to_frame_ms": took}
        )
