"""A stick for two purposes: take packs from it, or save the diagnosis onto it.

Looked for when the page opens: one that can be used is asked about all the same, since it may be somebody's own.
"""

from __future__ import annotations

from functools import partial
from typing import Literal

from kiosk.apps.terminal.care import words
from kiosk.apps.terminal.care.stay import Stay
from kiosk.apps.terminal.care.tools import Tools
from kiosk.apps.terminal.care.views import StickView
from kiosk.apps.terminal.packs_here import PacksRefused
from kiosk.core.stick.client import StickAway
from kiosk.core.stick.wire import Stick, StickRefused
from kiosk.ui.stage import Stage

PAGE = "staff.stick"
AWAY = "away"
Purpose = Literal["packs", "diagnosis"]


class StickFlow:
    def __init__(self, stage: Stage, stay: Stay, tools: Tools) -> None:
        self._stage, self._stay, self._tools = stage, stay, tools
        self._purpose: Purpose = "packs"
        self._run = 0  # which look or copy is the one that is shown

    def wipe(self) -> None:
        self._run += 1
        self._stay.busy = False

    def look(self, purpose: Purpose) -> None:
        self._purpose = purpose
        run = self._begin(StickView(purpose, "looking"))
        self._stage.work(self._found, partial(self._choose, run), partial(self._refused, run))

    def look_again(self) -> None:
        self.look(self._purpose)

    def use(self, stick: str) -> None:
        if self._stay.busy:
            return
        run = self._begin(StickView(self._purpose, "working"))
        self._stay.busy = True
        work = self._take if self._purpose == "packs" else self._save
        self._stage.work(partial(work, stick, run), partial(self._done, run), partial(self._refused, run))

    # -- on a worker --------------------------------------------------------------------------

    def _found(self) -> tuple[Stick, ...]:
        with self._tools.sticks() as line:
            return tuple(line.sticks())

    def _take(self, stick: str, run: int) -> str:
        told = partial(self._tell, run)
        with self._tools.sticks() as line:
            line.mount(stick)
            tree = line.copy(told).folder
        return self._tools.packs.take_from(tree, told)

    def _save(self, stick: str, _run: int) -> str:
        content = self._tools.diagnosis()
        with self._tools.sticks() as line:
            return words.saved_as(line.save(stick, content))

    def _tell(self, run: int, done: int, of: int) -> None:
        self._stage.post(partial(self._show, run, StickView(self._purpose, "working", done=done, of=of)))

    # -- on Kivy's thread ---------------------------------------------------------------------

    def _begin(self, view: StickView) -> int:
        self._run += 1
        self._stay.acted()
        self._stage.show(PAGE, view)
        return self._run

    def _choose(self, run: int, sticks: tuple[Stick, ...]) -> None:
        view = StickView(self._purpose, "choose", sticks)
        self._show(run, view if sticks else StickView(self._purpose, "refused", reason="no_stick"))

    def _done(self, run: int, told: str) -> None:
        self._end(run, StickView(self._purpose, "done", told=told))

    def _refused(self, run: int, error: Exception) -> None:
        match error:
            case StickRefused():
                view = StickView(self._purpose, "refused", reason=error.reason)
            case StickAway():
                view = StickView(self._purpose, "refused", reason=AWAY)
            case PacksRefused():
                view = StickView(self._purpose, "refused", told=str(error))
            case _:
                raise error
        self._end(run, view)

    def _end(self, run: int, view: StickView) -> None:
        if run == self._run:
            self._stay.busy = False
            self._show(run, view)

    def _show(self, run: int, view: StickView) -> None:
        if run == self._run and self._stay.is_on:
            self._stay.acted()
            self._stage.show(PAGE, view)
