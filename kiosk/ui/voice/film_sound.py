"""The sound of the film that a visitor watches, as its page knows it: begun with the pictures, and the clock of them.

    sound = FilmSound(announcer, post, after, level=2)
    sound.told = changed                       # on Kivy's thread, whenever `state` or `place` is another
    sound.open(command, file, 70.0)            # WAITING -> READY, or NONE, or FAILED
    sound.play(70.0)                           # PLAYING; then `place` tells where the loudspeaker is
    sound.hold(); sound.close()

The voice process plays it, which owns all that is heard here: so a voice lowers it. Needs no Kivy. Where nothing can be
heard `silence` says why, and everything else does nothing. How loud it is lasts for the visit (`reset`).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from kiosk.ui.stage import Timer
from kiosk.ui.voice.announcer import Announcer
from kiosk.ui.voice.orders import Kind, Trouble, VoiceEvent
from kiosk.ui.voice.soundtrack import NO_SOUND

GAINS = (0.0, 0.05, 0.125, 0.25, 0.5, 1.0)
"""Of each level of loudness: 0 is silence, each other 6 dB or more above the one before."""
LOUDEST = len(GAINS) - 1
PATIENCE_SECONDS = 4.0
"""Until its sound is there; then a film begins without. And as long may its loudspeaker say nothing."""

log = logging.getLogger("kiosk.voice")


class Heard(StrEnum):
    """NOTHING: no film is open, or its sound is over. NONE: this film has no sound. FAILED: it goes on silently."""

    NOTHING = "nothing"
    WAITING = "waiting"
    READY = "ready"
    PLAYING = "playing"
    NONE = "none"
    FAILED = "failed"


class Silence(StrEnum):
    """Why no film can be heard on this terminal."""

    CHOSEN = "chosen"  # by the hall
    NO_DEVICE = "no_device"


@dataclass(frozen=True, slots=True)
class Place:
    """Second ``at`` of the film left the loudspeaker at ``when``, by `time.monotonic`."""

    at: float
    when: float


class FilmSound:
    """`announcer` is None where the hall chose silence. `level`: how loud a visit begins, 0 to `LOUDEST`."""

    def __init__(
        self, announcer: Announcer | None, post: Callable[[Callable[[], None]], None],
        after: Callable[[float, Callable[[], None]], Timer], level: int,
    ) -> None:  # fmt: skip
        self._announcer, self._post, self._after = announcer, post, after
        self._usual = self.level = level
        self.told: Callable[[], None] = _nobody
        self.state = Heard.NOTHING
        self.place: Place | None = None
        """None until the loudspeaker has begun; of the last play."""
        self._number, self._file, self._from = 0, "", 0.0
        self._timer: Timer | None = None
        self._heard_at = 0.0  # monotonic: when it last said something
        self._failed_files: set[str] = set()  # said in the journal once
        if announcer:
            announcer.on_film = lambda event: post(partial(self._on_event, event))

    @property
    def silence(self) -> Silence | None:
        """None: films can be heard, as far as is known."""
        if self._announcer is None:
            return Silence.CHOSEN
        nothing = (Trouble.NO_DEVICE, Trouble.NO_PLAYER, Trouble.GAVE_UP)
        return Silence.NO_DEVICE if self._announcer.trouble in nothing else None

    @property
    def is_awaited(self) -> bool:
        """Pictures that are ready wait for it."""
        return self.state is Heard.WAITING

    def open(self, command: Sequence[str], file: str, at: float) -> None:
        """`command` decodes it from second `at` on. What was open is closed."""
        self.close()
        if self._announcer is None or self.silence:
            return
        self._number += 1
        self._file, self._from, self.state = file, at, Heard.WAITING
        self._timer = self._after(PATIENCE_SECONDS, partial(self._waited, self._number))
        self._order("open", command=list(command), file=file, loud=GAINS[self.level])

    def play(self, at: float) -> None:
        """From second `at` of the film, which it was opened at or has been heard before."""
        if self.state is Heard.READY:
            self.state, self.place, self._heard_at = Heard.PLAYING, None, time.monotonic()
            self._order("play", at=max(0.0, at - self._from))

    def hold(self) -> None:
        """Silence until the next `play`."""
        if self.state is Heard.PLAYING:
            self.state = Heard.READY
            self._order("hold")

    def close(self) -> None:
        self._forget_timer()
        if self.state in (Heard.WAITING, Heard.READY, Heard.PLAYING):
            self._order("end")
        self.state, self.place = Heard.NOTHING, None

    def look(self) -> None:
        """While it plays, now and then: a loudspeaker that says nothing any more has failed."""
        if self.state is Heard.PLAYING and time.monotonic() - self._heard_at > PATIENCE_SECONDS:
            self._fail("nothing is heard of it any more")

    def louder(self, by: int) -> None:
        self.level = max(0, min(LOUDEST, self.level + by))
        if self.state in (Heard.WAITING, Heard.READY, Heard.PLAYING):
            self._order("loud", loud=GAINS[self.level])

    def reset(self) -> None:
        """The visit is over."""
        self.close()
        self.level = self._usual

    # -- what comes back ----------------------------------------------------------------------------------------------

    def _on_event(self, event: VoiceEvent) -> None:
        if event.kind is Kind.GONE or event.trouble is Trouble.GAVE_UP:
            if self.state in (Heard.WAITING, Heard.READY, Heard.PLAYING):
                self._fail(str(event.trouble))
        elif event.id != self._number:
            return
        elif event.kind is Kind.FILM_READY and self.state is Heard.WAITING:
            self._become(Heard.NONE if event.detail == NO_SOUND else Heard.READY)
        elif event.kind is Kind.FILM_AT and self.state is Heard.PLAYING:
            self.place, self._heard_at = Place(self._from + event.at, event.when), time.monotonic()
            self.told()
        elif event.kind is Kind.FILM_OVER and self.state is Heard.PLAYING:
            self._become(Heard.NOTHING)
        elif event.kind is Kind.FILM_FAILED and self.state in (Heard.WAITING, Heard.READY, Heard.PLAYING):
            self._fail(f"{event.trouble}: {event.detail}")

    def _waited(self, number: int) -> None:
        if number == self._number and self.state is Heard.WAITING:
            self._fail("its sound did not come")

    def _fail(self, why: str) -> None:
        if self._file not in self._failed_files:
            self._failed_files.add(self._file)
            log.warning("%s is shown without its sound (%s)", self._file, why)
        self._order("end")
        self._become(Heard.FAILED)

    def _become(self, state: Heard) -> None:
        self._forget_timer()
        self.state = state
        self.told()

    def _order(self, verb: str, **more: object) -> None:
        if self._announcer:
            self._announcer.film(self._number, verb, **more)

    def _forget_timer(self) -> None:
        timer, self._timer = self._timer, None
        if timer:
            timer.cancel()


def _nobody() -> None:
    """Nobody listens yet."""
