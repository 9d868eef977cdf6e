"""What a room's flow may ask of the terminal: show a page, go home, do work away from Kivy's thread.

A flow is plain Python: it decides which page comes next and holds what the visitor has entered until the visit ends.
Pages are drawn by the feature's `pages.py`; the shell (`apps.terminal.shell`) is the stage at run time, and a test may
be one too, so flows are tested without a window.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Timer(Protocol):
    """A call that is still to come."""

    def cancel(self) -> None: ...


class Stage(Protocol):
    """The terminal as flows see it. Every method is called on Kivy's thread; `post` may be called on any."""

    def show(self, page: str, view: object) -> None:
        """Bring the page of that name to the front with this view (again: the same page redraws)."""

    def now(self) -> tuple[str, object]:
        """The page in front and its view, as `show` takes them."""

    def home(self) -> None:
        """To the home screen; the visit goes on."""

    def end_visit(self) -> None:
        """Wipe and return to the attract loop."""

    def work(
        self,
        job: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `job` on a worker thread, then `done` (or `failed`) on Kivy's, unless the visit has ended meanwhile.

        Without `failed`, an exception goes the way of any exception on a screen: logged, and the visitor goes home.
        """

    def post(self, call: Callable[[], None]) -> None:
        """Run `call` on Kivy's thread soon; for device and network threads."""

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Run `call` on Kivy's thread after `seconds`; cancelled by the end of the visit."""

    def on_wipe(self, call: Callable[[], None]) -> None:
        """Call this at the end of every visit: drop everything the visitor entered or saw."""

    def touched(self) -> None:
        """Something the visitor did besides touching (a card on the reader) counts as being there."""

    def patience(self) -> float:
        """How many times as long this visitor is given for everything: 2 in large type."""

    def remind(self, text: str) -> None:
        """Something of the visitor's may lie on the machine: seen for a while and heard, and once more at the end."""
