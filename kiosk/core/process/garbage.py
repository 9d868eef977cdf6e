"""Garbage in cycles, which Kivy's widgets leave: collected at each wipe and while nobody is there, never in a touch.

By itself Python walks through everything that is kept, now and then: 0.1 to 0.4 s in the middle of a visit (measured,
19 screens built), and through what is a few pages old while the next is built: 2 to 11 ms of its frame. So the oldest
generation is collected by hand only, the middle one between two touches; and what is alive after a wipe is set aside
(`gc.freeze`), so that the next wipe looks at its own visit alone. Widgets that a kept page replaces lie aside too,
until everything is looked through again.
"""

from __future__ import annotations

import gc

NEVER = 1 << 30  # collections of one generation before one of the next
WHOLE_EVERY = 10  # wipes; a kept page that is shown anew may leave a megabyte of text aside
REST_SECONDS = 600.0  # between whole collections while nobody is there


class Litter:
    """One for the process. `sets_aside` false leaves Python's collector as it is, for those who count objects."""

    def __init__(self, now: float, *, sets_aside: bool = True) -> None:
        self._sets_aside, self._whole_at, self._wipes = sets_aside, now, 0
        self._threshold = gc.get_threshold()
        if sets_aside:
            gc.set_threshold(self._threshold[0], NEVER, NEVER)

    def ticked(self) -> None:
        """A moment like any other: look through the middle generation, if Python by now had done so."""
        if self._sets_aside and gc.get_count()[1] >= self._threshold[1]:
            gc.collect(1)

    def wiped(self, now: float) -> None:
        """A visit is over and its pages are gone: free them."""
        self._wipes += 1
        if self._wipes >= WHOLE_EVERY:
            self._whole(now)
        else:
            self._collect()

    def rest(self, now: float) -> None:
        """Nobody is there and nothing else is to be done."""
        if now - self._whole_at >= REST_SECONDS:
            self._whole(now)

    def dropped(self) -> None:
        """Kept pages were let go: the next collection has to see them."""
        if self._sets_aside:
            gc.unfreeze()

    def close(self) -> None:
        """Leave the collector as it was."""
        gc.set_threshold(*self._threshold)
        self.dropped()

    def _whole(self, now: float) -> None:
        self._whole_at, self._wipes = now, 0
        self.dropped()
        self._collect()

    def _collect(self) -> None:
        if self._sets_aside:
            set_aside()
        else:
            gc.collect()


def set_aside() -> None:
    """Free what can be freed; what is alive then stays, and later collections look at what comes after it only.

    A full collection of a board with all its libraries took 120 to 260 ms of CPU on the drawing thread, every ten
    calls or so (measured); after this it takes a few.
    """
    gc.collect()
    gc.freeze()
