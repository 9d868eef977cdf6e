"""What one visit counts when it ends: which names came up in it, each once, in no order; then it is forgotten.

A visit of the staff counts nothing. Kivy's thread; nothing here waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kiosk.features.use.rules import things

Count = Callable[[Mapping[str, int]], None]


class VisitCounter:
    """Told by the terminal's shell what the visitor does; `count` gets the names when the visit is over. Times are
    monotonic seconds.
    """

    def __init__(self, count: Count) -> None:
        self._count = count
        self._names: set[str] = set()
        self._began: float | None = None
        self._here = ""  # the feature whose page is in front

    def began(self, now: float) -> None:
        """A visitor touched the attract screen."""
        self._names, self._began, self._here = {things.VISIT}, now, ""

    def by_staff(self) -> None:
        """This is no visitor."""
        self._began = None

    def came(self, page: str) -> None:
        """A page is in front."""
        self._here = things.feature_of(page)
        if self._here:
            self._names.add(things.named(self._here, things.OPENED))
        if finished := things.finished_by(page):
            self._names.add(things.named(finished, things.FINISHED))

    def called_help(self) -> None:
        """请人帮忙 was tapped on the page in front."""
        if self._here and self._here != "help":
            self._names.add(things.named(self._here, things.HELPED_AT))

    def used(self, mode: str) -> None:
        """One of `things.MODES` was switched on."""
        self._names.add(mode)

    def ended(self, now: float, *, left: bool) -> None:
        """The visit is over, at `now`; `left`: nobody touched anything any more."""
        began, self._began = self._began, None
        if began is None:
            return
        if left and self._here:
            self._names.add(things.named(self._here, things.LEFT))
        seconds = max(0.0, now - began)
        self._names.add(things.length_of(seconds))
        counted = dict.fromkeys(self._names, 1)
        self._count(counted | {things.SECONDS: max(1, round(seconds))})
        self._names = set()
