"""Which call is said next: one at a time, none lost, none that is out of date. Rules only.

    calls = Calls(said_up_to=saved)
    calls.hear(now)             # whatever the hall told: new calls queue up, what was withdrawn falls out
    while call := calls.begin(): …say it twice…; calls.end()

A call is out of date when its window no longer waits for that number: it came (到了), was marked 过号, went back, or
the next one was called. A repeat of a call that still waits here is the same call; of the one being said, another.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.features.tickets.rules.states import ServiceState
from kiosk.features.tickets.wire_board import BoardCall, BoardNow

STILL_NEWS = timedelta(minutes=2)  # what a board that was off may still say when it comes back


class Calls:
    """``said_up_to``: the event id up to which every call was said or is out of date; None: from now on."""

    def __init__(self, said_up_to: int | None = None) -> None:
        self._heard = said_up_to
        self._waiting: list[BoardCall] = []
        self._current = frozenset[tuple[int, int | None]]()
        self.now: BoardCall | None = None

    @property
    def said_up_to(self) -> int | None:
        """What a board that starts again goes on from; a call cut short is said again."""
        undone = [call.event_id for call in (*self._waiting, *([self.now] if self.now else ()))]
        return min(undone) - 1 if undone else self._heard

    @property
    def waiting(self) -> tuple[BoardCall, ...]:
        return tuple(self._waiting)

    def hear(self, now: BoardNow) -> None:
        """Take in the newest state of this board's windows."""
        in_hand = (window for window in now.windows if window.stage == ServiceState.CALLED)
        self._current = frozenset((window.id, window.ticket_id) for window in in_hand)
        first_time = self._heard is None
        if self._heard is None or now.event_id < self._heard:  # a hall that was restored counts anew
            self._heard = now.event_id
        if not first_time:
            for call in sorted(now.calls, key=lambda call: call.event_id):
                if call.event_id > self._heard and self.is_current(call) and _is_news(call, now):
                    self._queue(call)
            self._heard = max(self._heard, now.event_id)
        self._waiting = [call for call in self._waiting if self.is_current(call)]

    def is_current(self, call: BoardCall) -> bool:
        """Whether its window still waits for that number."""
        return (call.window_id, call.ticket_id) in self._current

    def begin(self) -> BoardCall | None:
        """The next call to be said; None while one is being said, or when nobody is called."""
        if self.now is None and self._waiting:
            self.now = self._waiting.pop(0)
            return self.now
        return None

    def end(self) -> None:
        """The call being said was said, or is out of date."""
        self.now = None

    def _queue(self, call: BoardCall) -> None:
        if not any(_same(call, other) for other in self._waiting):
            self._waiting.append(call)


def _same(one: BoardCall, other: BoardCall) -> bool:
    return (one.ticket_id, one.window_id) == (other.ticket_id, other.window_id)


def _is_news(call: BoardCall, now: BoardNow) -> bool:
    return datetime.fromisoformat(now.at) - datetime.fromisoformat(call.at) <= STILL_NEWS
