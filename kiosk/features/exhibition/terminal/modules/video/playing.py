"""A film under a visitor's hand: it stands, plays, is stopped, goes on at another place, ends, or breaks.

    playing = Playing(stage.post, told)        # `told` on Kivy's thread, when the state has changed
    playing.open(path); playing.room = (984, 560); playing.play()
    picture = playing.picture()                # on Kivy's thread, each frame: what is new since
    playing.to(70.0)                           # a process of its own for every place: it has one way, forward
    playing.close()

Plain Python; what decodes is `terminal.film`, what is heard `kiosk.ui.voice.film_sound`. Pictures and sound begin
together, each when it is there; then the loudspeaker is the clock, which a card's own crystal drives, and without sound
that of the machine is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

from kiosk.features.exhibition.terminal.film import sound_child
from kiosk.features.exhibition.terminal.film.film import Film, Picture, State
from kiosk.ui.voice.film_sound import FilmSound, Heard

CUT_SECONDS = 3.0  # so much is missing at its end before that is said
FIRST_SOUND_SECONDS = 1.0
"""A film stands so long, at most, until its loudspeaker has begun."""
LAST_WORDS_SECONDS = 10.0
"""Of sound that is longer than its pictures: the last of them stands."""
STEP_SECONDS, STEP_SHARE = 0.25, 0.25
"""The clock goes over to what the loudspeaker says bit by bit; where it is off by more than that, at once. Measured by
`tests/ui/voice/sound_card.py`, 100 in a million fast: after 55 minutes the machine's clock was 0.33 s behind the sound,
the pictures 0.004 s."""


class Is(StrEnum):
    """STILL: nothing of it is decoded yet. OPENING: its first picture is on its way."""

    STILL = "still"
    OPENING = "opening"
    PLAYING = "playing"
    PAUSED = "paused"
    ENDED = "ended"
    BROKEN = "broken"


class Playing:
    """`state` and `length` (seconds, 0: not known) are its own; `at` is where it is now, in seconds."""

    def __init__(
        self, post: Callable[[Callable[[], None]], None], told: Callable[[], None],
        now: Callable[[], float] = time.monotonic, sound: FilmSound | None = None,
    ) -> None:  # fmt: skip
        self._post, self._told, self._now, self._sound = post, told, now, sound
        if sound:
            sound.told = self._sounded
        self._path = Path()
        self.room = (16, 16)
        """Width and height in pixels into which the film fits, when it is opened next."""
        self._from = 0.0  # where its process began
        self._zero = 0.0  # by `now`, when what plays would have begun at second 0
        self._stands = 0.0  # where it is while it does not play; it never goes back behind it
        self._plays_since = 0.0  # by `now`
        self._holds = False  # it stands until its loudspeaker has begun
        self._without_pictures: float | None = None  # where the last of them was due
        self._goes_on = False
        self.film: Film | None = None
        self.state = Is.STILL
        self.length = 0.0
        self.error: Exception | None = None
        """Why it is BROKEN."""

    def open(self, path: Path) -> None:
        """Another film; nothing of it is decoded until it plays."""
        self.close()
        self._path, self._stands = path, 0.0
        self.state, self.length, self.error = Is.STILL, 0.0, None

    @property
    def at(self) -> float:
        if self.state is Is.PLAYING:
            if self._holds and not self._awaits_sound():  # it goes on without
                self._holds, self._zero = False, self._now() - self._stands
            if not self._holds:
                self._stands = max(self._stands, self._now() - self._zero)
        return self._stands

    @property
    def is_cut(self) -> bool:
        """It has ended, and there should be more of it."""
        return self.state is Is.ENDED and self.length > 0 and self._stands < self.length - CUT_SECONDS

    def play(self) -> None:
        """Or go on; from the beginning where it has ended."""
        if self.state is Is.OPENING:
            self._goes_on = True
        elif self.state is Is.PAUSED and self.film:
            self._begin()
        elif self.state is not Is.PLAYING:
            self._start(0.0 if self.state is Is.ENDED else self._stands, goes_on=True)

    def pause(self) -> None:
        self._goes_on = False
        if self.state is Is.PLAYING:
            self._stands = self.at
            if self._sound:
                self._sound.hold()
            self._become(Is.PAUSED)

    def to(self, at: float, *, goes_on: bool | None = None) -> None:
        """To that place; playing if it was, or as is said."""
        if goes_on is None:
            goes_on = self.state is Is.PLAYING or (self.state is Is.OPENING and self._goes_on)
        self._start(max(0.0, min(at, self.length or at)), goes_on)

    def picture(self) -> Picture | None:
        """What is new to be drawn; call `film.shown` when it was. Says at its end that it has ended."""
        film = self.film
        if film is None or self.state not in (Is.PLAYING, Is.PAUSED):
            return None
        found = film.due(self.at - self._from)
        if self._sound:
            self._sound.look()
        if found is None and film.is_over and self.state is Is.PLAYING and not self._is_heard_on():
            self._over(film)
        return found

    def close(self) -> None:
        """Its processes end; where it was is kept."""
        self._stands = self.at
        if self._sound:
            self._sound.close()
        film, self.film = self.film, None
        if film:
            film.close()
        if self.state in (Is.PLAYING, Is.OPENING, Is.PAUSED):
            self.state = Is.STILL

    # -- its process --------------------------------------------------------------------------------------------------

    def _start(self, at: float, goes_on: bool) -> None:
        self.close()
        self._stands = self._from = at
        self._goes_on, self.error = goes_on, None
        self._without_pictures = None
        self.film = Film(self._path, self.room, self._hear, at, own_times=True)
        if self._sound:
            self._sound.open(sound_child.command(at), str(self._path), at)
        self._become(Is.OPENING)

    def _hear(self, film: Film) -> None:
        self._post(partial(self._heard, film))  # on the film's thread

    def _heard(self, film: Film) -> None:
        if film is not self.film:
            return
        if film.state is State.FAILED:
            self._over(film)
            return
        self.length = max(self.length, film.head.seconds)
        if self.state is not Is.OPENING:
            return
        if film.state is State.ENDED and film.is_over:  # nothing is left of it at that place
            self._over(film)
        else:
            self._opened(film)

    def _opened(self, film: Film) -> None:
        """Its pictures and its sound begin together."""
        if film.state is State.BEGUN or (self._sound and self._sound.is_awaited):
            return
        if self._goes_on:
            self._begin()
        else:
            self._become(Is.PAUSED)

    def _begin(self) -> None:
        assert self.film
        self.film.play()
        self._plays_since = self._now()
        self._zero = self._plays_since - self._stands
        if self._sound:
            self._sound.play(self._stands)
        self._holds = self._awaits_sound()
        self._become(Is.PLAYING)

    def _over(self, film: Film) -> None:
        self._stands = self.at if not self.length else min(self.at, self.length)
        self.error = film.error if film.state is State.FAILED else None
        if self._sound:
            self._sound.close()
        film.close()
        self.film = None
        self._become(Is.BROKEN if self.error else Is.ENDED)

    def _become(self, state: Is) -> None:
        self.state = state
        self._told()

    # -- its sound ----------------------------------------------------------------------------------------------------

    def _sounded(self) -> None:
        """It is there, it is elsewhere, it is over or it has failed; on Kivy's thread."""
        assert self._sound
        if self.state is Is.OPENING and self.film:
            self._opened(self.film)
        elif self.state is Is.PLAYING and self._sound.place and self._sound.state is Heard.PLAYING:
            self._follow(self._sound.place.when - self._sound.place.at)
        elif self._sound.state in (Heard.NONE, Heard.FAILED):
            self._told()

    def _follow(self, zero: float) -> None:
        """The loudspeaker tells when second 0 would have been."""
        off = zero - self._zero
        if self._holds or abs(off) > STEP_SECONDS:
            self._holds, self._zero = False, zero
        else:
            self._zero += off * STEP_SHARE

    def _awaits_sound(self) -> bool:
        plays = self._sound is not None and self._sound.state is Heard.PLAYING
        return plays and self._now() - self._plays_since < FIRST_SOUND_SECONDS

    def _is_heard_on(self) -> bool:
        if self._sound is None or self._sound.state is not Heard.PLAYING:
            return False
        if self._without_pictures is None:
            self._without_pictures = self.at
        return self.at - self._without_pictures < LAST_WORDS_SECONDS
