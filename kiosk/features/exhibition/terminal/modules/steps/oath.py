"""Leading an oath: one person at the screen, line by line, or line after line by itself until somebody pauses it.

It ends quietly. Leaving it asks nothing, and it never waits for anybody: out of front, it has stopped.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from content.kinds.steps import Steps
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.steps.views import OathState, OathView
from kiosk.ui.stage import Timer

OATH = "exhibition.oath"
LEAST_SECONDS, SECONDS_A_LETTER = 3.0, 0.32
"""How long a line stands while it goes on by itself: a group says some three characters a second after its leader."""


class OathFlow:
    def __init__(self, around: Around) -> None:
        self._around = around
        self._view: OathView | None = None
        self._key = ""
        self._timer: Timer | None = None
        self._reading = 0  # which reading of a line the voice is at: what it tells of an earlier one counts no more

    def open(self, key: str, title: str, oath: Steps) -> None:
        aloud = self._around.aloud
        spoken = True if aloud is not None and aloud.can_read else None
        self._key = key
        self._show(OathView(title, tuple(step.title for step in oath.steps), spoken=spoken))

    @property
    def key(self) -> str:
        """The exhibit that is open; empty: none."""
        return self._key if self._view else ""

    # -- the one at the screen -----------------------------------------------------------------------------------------

    def on(self) -> None:
        """开始, 下一句; after the last line it has ended."""
        if self._view:
            self._to(0 if self._view.state is OathState.BEFORE else self._view.at + 1)

    def line_back(self) -> None:
        """上一句."""
        if self._view and self._view.at > 0:
            self._to(self._view.at - 1)

    def again(self) -> None:
        """再来一遍."""
        if self._view:
            self._stop()
            self._show(replace(self._view, at=0, state=OathState.BEFORE))

    def by_itself(self) -> None:
        """自动换句."""
        if self._view and self._view.state in (OathState.BEFORE, OathState.LED):
            at = 0 if self._view.state is OathState.BEFORE else self._view.at
            self._view = replace(self._view, state=OathState.RUNNING)
            self._to(at)

    def pause(self) -> None:
        """停一停: the line stays."""
        if self._view and self._view.state is OathState.RUNNING:
            self._stop()
            self._show(replace(self._view, state=OathState.LED))

    def switch_voice(self) -> None:
        """读出来 or 不读."""
        if self._view and self._view.spoken is not None:
            self._show(replace(self._view, spoken=not self._view.spoken))

    def leave(self) -> None:
        """The page went: nothing runs on behind another."""
        self._stop()
        if self._view and self._view.state is OathState.RUNNING:
            self._view = replace(self._view, state=OathState.LED)

    def back(self) -> bool:
        self._around.back()
        return True

    def wipe(self) -> None:
        self._stop()
        self._view, self._key = None, ""

    # -- from line to line ---------------------------------------------------------------------------------------------

    def _to(self, at: int) -> None:
        self._stop()
        view = self._view
        if view is None:
            return
        if at >= len(view.lines):
            self._show(replace(view, at=len(view.lines) - 1, state=OathState.ENDED))
            return
        running = view.state is OathState.RUNNING
        self._show(replace(view, at=at, state=OathState.RUNNING if running else OathState.LED))
        aloud = self._around.aloud
        if view.spoken and aloud is not None:
            aloud.read([view.lines[at]], partial(self._told, self._reading))
        elif running:
            self._wait()

    def _told(self, reading: int, part: int | None) -> None:
        """The voice has said the line, or was silenced; now the others say it."""
        if part is None and reading == self._reading and self._view and self._view.state is OathState.RUNNING:
            self._wait()

    def _wait(self) -> None:
        assert self._view
        line = self._view.lines[self._view.at]
        seconds = max(LEAST_SECONDS, SECONDS_A_LETTER * len(line)) * self._around.stage.patience()
        self._stop()
        self._timer = self._around.stage.after(seconds, self._next)

    def _next(self) -> None:
        """A line's time is over. It counts as being there: whoever leads it stands and speaks."""
        if self._view and self._around.stage.now()[0] == OATH:
            self._around.stage.touched()
            self._to(self._view.at + 1)

    def _stop(self) -> None:
        self._reading += 1
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _show(self, view: OathView) -> None:
        self._view = view
        self._around.stage.show(OATH, view)
