"""Says the calls: a chime, then the sentence, one call at a time; again when nobody else waits. No Kivy, one thread.

    voice = BoardVoice(calls, sentence, announcer, later=after, changed=redraw, done=keep, said=tell)
    calls.hear(now); voice.go()            # whenever the hall told something
    voice.told(event)                      # whatever the announcer heard, handed over to this thread

Where nothing can be heard the calls go on all the same, each on the screen for SHOWN_SECONDS, and `silent` says so to
the screen and so to the keeper. A call whose number came meanwhile is cut short; one that a dying voice process
swallowed is said by the next.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import Protocol

from kiosk.apps.board import words
from kiosk.apps.board.calling import Calls
from kiosk.features.tickets.wire_board import BoardCall
from kiosk.ui.voice.announcer import Announcer
from kiosk.ui.voice.call_sentence import Sentence
from kiosk.ui.voice.orders import Kind, Trouble, VoiceEvent

log = logging.getLogger("kiosk.board")

CHIME = "chime"
SHOWN_SECONDS = 5.0  # of a call that cannot be heard; spoken it takes about as long
LONGEST_SECONDS = 60.0  # a player that hangs must not hold up the next call


class Later(Protocol):
    def __call__(self, seconds: float, call: Callable[[], None]) -> object:
        """Call it after that many seconds, on this thread."""


class BoardVoice:
    """``announcer`` None: this board is silent by setting. ``said``: told of each call once it was heard whole."""

    def __init__(
        self,
        calls: Calls,
        sentence: Sentence,
        announcer: Announcer | None,
        *,
        later: Later,
        changed: Callable[[], None],
        done: Callable[[], None],
        said: Callable[[BoardCall], None],
        chime: bool = True,
    ) -> None:
        self._calls, self._sentence, self._announcer = calls, sentence, announcer
        self._later, self._changed, self._done, self._told_said = later, changed, done, said
        self._chime = chime
        self._last: BoardCall | None = None  # what was heard last: its repeat needs no chime
        self._order = 0  # id of what is being said; 0: nothing
        self._step = 0  # raised with every step, so that a timer of an older one does nothing
        self.silent = False

    @property
    def saying(self) -> BoardCall | None:
        return self._calls.now

    def go(self) -> None:
        """The hall told something: begin the next call, or cut short the one whose number came."""
        call = self._calls.now
        if call is None:
            self._next()
        elif not self._calls.is_current(call):
            if self._announcer and self._order:
                self._announcer.stop()
            self._end(whole=False)

    def told(self, event: VoiceEvent) -> None:
        """What the announcer heard of its process."""
        self._hear_state()
        if event.kind is Kind.READY and self._calls.now and not self._order:
            self._say()  # the process was still starting, or is a new one
        elif event.kind is Kind.GONE:
            self._order = 0
            self._wait(SHOWN_SECONDS)  # a new process says it again when it is ready by then
        elif self._order and event.id == self._order:
            if event.kind is Kind.FINISHED:
                self._said()
            elif event.kind is Kind.STOPPED:
                self._order = 0
                self._wait(SHOWN_SECONDS)

    # -- one call -----------------------------------------------------------------------------

    def _next(self) -> None:
        if self._calls.begin() is not None:
            self._say()
            self._changed()

    def _say(self) -> None:
        call, announcer = self._calls.now, self._announcer
        assert call
        if announcer is None or announcer.trouble in (Trouble.STARTING, Trouble.GAVE_UP):
            self._wait(SHOWN_SECONDS)
            return
        said = self._sentence.of(call.number, call.window, call.service)
        lines = [f"{words.SAID_TRAINING}，{said}"] if call.training else [said]
        self._order = announcer.say(lines, before=CHIME if self._chime and call != self._last else "")
        self._wait(LONGEST_SECONDS)

    def _said(self) -> None:
        self._last = self._calls.now
        self._end(whole=True)

    def _wait(self, seconds: float) -> None:
        self._step += 1
        self._later(seconds, partial(self._over, self._step))

    def _over(self, step: int) -> None:
        """It was on the screen long enough, or the voice hangs."""
        if step == self._step and self._calls.now:
            if self._order and self._announcer:
                self._announcer.stop()
            self._end(whole=False)

    def _end(self, *, whole: bool) -> None:
        self._order = 0
        self._step += 1
        call = self._calls.now
        if self._calls.end(whole=whole) and call:
            self._told_said(call)
        self._done()
        self._next()
        self._changed()

    def _hear_state(self) -> None:
        trouble = self._announcer.trouble if self._announcer else None
        silent = trouble not in (None, Trouble.STARTING)
        if silent != self.silent:
            self.silent = silent
            log.log(
                logging.WARNING if silent else logging.INFO, "calls %s", "cannot be heard" if silent else "are heard"
            )
            self._changed()
