"""The board's course: what the hall told, what is said, what is drawn. No Kivy, no file, no request.

    flow = BoardFlow(settings.board, show=screen.show, keep=keeper.keep, later=after)
    flow.resume(kept)              # the last good state, from the file
    flow.give_voice(announcer)
    flow.told(now); flow.lost(reason); flow.tick()      # all on one thread

The hall counts as away once an answer has been missing for AWAY_SECONDS: a service that restarts takes two.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from kiosk.apps.board.calling import Calls
from kiosk.apps.board.last_state import Kept
from kiosk.apps.board.view_of import CALLING_FOR, Seen, for_windows, view_of
from kiosk.apps.board.views import BoardView
from kiosk.apps.board.voice import BoardVoice, Later
from kiosk.core.database.clock import Clock, hall_now
from kiosk.features.tickets.rules.saying import Place, place_of
from kiosk.features.tickets.wire_board import BoardCall, BoardNow
from kiosk.settings import BoardSettings
from kiosk.ui.voice.announcer import Announcer
from kiosk.ui.voice.call_sentence import Sentence

log = logging.getLogger("kiosk.board")

AWAY_SECONDS = 3.0
KEEP_AGAIN_SECONDS = 60.0  # an unchanged state is written down anew, for its age; oftener would wear a small disk


class BoardFlow:
    """``show`` draws a view, ``keep`` writes the state down elsewhere, ``on_said`` is told the event id of each call
    once it was heard; none may block.

    Args:
        hall, demo: what stands in the header until the hall has told its own.
    """

    def __init__(
        self,
        settings: BoardSettings,
        *,
        show: Callable[[BoardView], None],
        keep: Callable[[Kept], None],
        later: Later,
        hall: str = "",
        demo: bool = False,
        clock: Clock = hall_now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings, self._show, self._keep, self._later = settings, show, keep, later
        self._clock, self._monotonic = clock, monotonic
        self._seen = Seen(clock(), hall=hall, demo=demo, exhibition_after_seconds=settings.exhibition_after_seconds)
        self._whole: BoardNow | None = None  # as the hall told it, all windows
        self._view: BoardView | None = None
        self._lost_at: float | None = None
        self._kept_at = float("-inf")
        self._kept: tuple[object, ...] = ()
        self._said_at: dict[Place, datetime] = {}  # of the calls that stand
        self.on_said: Callable[[int], None] = _nobody
        self.calls = Calls(times=settings.times)
        self.voice = self._new_voice(None)

    # -- before the hall answers --------------------------------------------------------------

    def resume(self, kept: Kept | None) -> None:
        """What this board showed last, before it was started anew."""
        if kept is None:
            return
        self.calls = Calls(kept.said_up_to, self._settings.times)
        self.voice = self._new_voice(None)
        self._take(kept.now, kept.got_at)
        self._redraw()

    def give_voice(self, announcer: Announcer | None, *, chime: bool = True) -> None:
        """None: silent by setting."""
        self.voice = self._new_voice(announcer, chime=chime)

    def not_enrolled(self) -> None:
        """This board belongs to no hall yet."""
        self._seen = replace(self._seen, enrolled=False)
        self._redraw()

    # -- what the hall's line tells -----------------------------------------------------------

    def told(self, now: BoardNow) -> None:
        """The hall answered."""
        if self._seen.away and self._lost_at is not None:
            log.info("hall service there")
        self._lost_at = None
        self._seen = replace(self._seen, away=False)
        part = self._take(now, self._clock())
        self.calls.hear(part)
        self.voice.go()
        self._redraw()
        self._keep_state()

    def lost(self, reason: str) -> None:
        """An answer was due and did not come."""
        if self._lost_at is None:
            log.info("hall service away: %s", reason)
            self._lost_at = self._monotonic()
        self.tick()

    def tick(self) -> None:
        """A second went by."""
        if self._lost_at is not None and self._monotonic() - self._lost_at >= AWAY_SECONDS:
            self._seen = replace(self._seen, away=True)
        self._redraw()

    # -- inside -------------------------------------------------------------------------------

    def _new_voice(self, announcer: Announcer | None, *, chime: bool = True) -> BoardVoice:
        settings = self._settings
        return BoardVoice(
            self.calls, Sentence(settings.sentence, settings.one), announcer, later=self._later,
            changed=self._redraw, done=self._keep_state, said=self._said, chime=chime,
        )  # fmt: skip

    def _take(self, now: BoardNow, got_at: datetime) -> BoardNow:
        part, unknown = for_windows(now, self._settings.windows)
        if unknown and unknown != self._seen.unknown_windows:
            known = ", ".join(window.name for window in now.windows)
            log.warning("board.windows names %s; the hall has %s", ", ".join(unknown), known)
        self._whole = now
        self._seen = replace(self._seen, now=part, got_at=got_at, unknown_windows=unknown)
        return part

    def _redraw(self) -> None:
        self._seen = replace(
            self._seen, at=self._clock(), saying=self.voice.saying, silent=self.voice.silent,
            unsaid=frozenset(map(place_of, self.calls.waiting)), said_at=dict(self._said_at),
        )  # fmt: skip
        view = view_of(self._seen)
        if view != self._view:
            self._view = view
            self._show(view)

    def _said(self, call: BoardCall) -> None:
        at = self._clock()
        standing = {place: then for place, then in self._said_at.items() if at - then < CALLING_FOR}
        self._said_at = {**standing, place_of(call): at}
        self.on_said(call.event_id)

    def _keep_state(self) -> None:
        """Have it written down when it changed, or now and then for its age."""
        if self._whole is None or self._seen.got_at is None:
            return
        content = (replace(self._whole, at=""), self.calls.said_up_to)
        at = self._monotonic()
        if content != self._kept or at - self._kept_at >= KEEP_AGAIN_SECONDS:
            self._kept, self._kept_at = content, at
            self._keep(Kept(self._whole, self._seen.got_at, self.calls.said_up_to))


def _nobody(_event_id: int) -> None:
    """No hall to tell."""
