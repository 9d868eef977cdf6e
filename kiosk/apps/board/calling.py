"""Which calls of the hall are still to be said: none lost, none that is out of date. Their order: `rules.saying`.

    calls = Calls(said_up_to=saved)
    calls.hear(now)             # whatever the hall told: new calls queue up, what was withdrawn falls out
    while call := calls.begin(): …say it once…; calls.end(whole=True)

A call is out of date when its window no longer waits for that number: it came (到了), was marked 过号, went back, or
the next one was called.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.features.tickets.rules.saying import Place, Turns, place_of
from kiosk.features.tickets.rules.states import ServiceState
from kiosk.features.tickets.wire_board import BoardCall, BoardNow

STILL_NEWS = timedelta(minutes=2)  # what a board that was off may still say when it comes back


class Calls:
    """``said_up_to``: the event id up to which every call was said or is out of date; None: from now on."""

    def __init__(self, said_up_to: int | None = None, times: int = 2) -> None:
        self._heard = said_up_to
        self._turns = Turns[BoardCall](times)
        self._current = frozenset[tuple[int, int | None]]()

    @property
    def now(self) -> BoardCall | None:
        """The call being said."""
        return self._turns.now

    @property
    def said_up_to(self) -> int | None:
        """What a board that starts again goes on from; a call cut short is said again."""
        undone = [call.event_id for call in self._turns.undone]
        return min(undone) - 1 if undone else self._heard

    @property
    def waiting(self) -> tuple[BoardCall, ...]:
        """Not said yet; without repeats."""
        return self._turns.waiting

    def hear(self, now: BoardNow) -> None:
        """Take in the newest state of this board's windows."""
        in_hand = (window for window in now.windows if window.stage == ServiceState.CALLED)
        self._current = frozenset((window.id, window.ticket_id) for window in in_hand)
        self._turns.forget(self._is_called)
        first_time = self._heard is None
        if self._heard is None or now.event_id < self._heard:  # a hall that was restored counts anew
            self._heard = now.event_id
        if not first_time:
            for call in sorted(now.calls, key=lambda call: call.event_id):
                if call.event_id > self._heard and self.is_current(call) and _is_news(call, now):
                    self._turns.add(call)
            self._heard = max(self._heard, now.event_id)
        self._turns.keep(self.is_current)

    def is_current(self, call: BoardCall) -> bool:
        """Whether its window still waits for that number."""
        return self._is_called(place_of(call))

    def begin(self) -> BoardCall | None:
        """The next call to be said once; None while one is being said, or when nobody is called."""
        return self._turns.begin()

    def end(self, *, whole: bool) -> bool:
        """The call being said was said, or (not ``whole``) was not heard to its end. Whether it was heard first now."""
        return self._turns.end(whole=whole)

    def _is_called(self, place: Place) -> bool:
        ticket_id, window_id = place
        return (window_id, ticket_id) in self._current


def _is_news(call: BoardCall, now: BoardNow) -> bool:
    return datetime.fromisoformat(now.at) - datetime.fromisoformat(call.at) <= STILL_NEWS
