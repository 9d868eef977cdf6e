"""A film under a visitor's hand: it stands, plays, is stopped, goes on at another place, ends, or breaks.

    playing = Playing(stage.post, told)        # `told` on Kivy's thread, when the state has changed
    playing.open(path); playing.room = (984, 560); playing.play()
    picture = playing.picture()                # on Kivy's thread, each frame: what is new since
    playing.to(70.0)                           # a process of its own for every place: it has one way, forward
    playing.close()

Plain Python; what decodes is `terminal.film`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from pathlib import Path

from kiosk.features.exhibition.terminal.film.film import Film, Picture, State

CUT_SECONDS = 3.0  # so much is missing at its end before that is said


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
        now: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._post, self._told, self._now = post, told, now
        self._path = Path()
        self.room = (16, 16)
        """Width and height in pixels into which the film fits, when it is opened next."""
        self._from = 0.0  # where its process began
        self._begun = 0.0  # by `now`, of what plays
        self._stands = 0.0  # where it is while it does not play
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
            return self._stands + self._now() - self._begun
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
        if found is None and film.is_over and self.state is Is.PLAYING:
            self._over(film)
        return found

    def close(self) -> None:
        """Its process ends; where it was is kept."""
        self._stands = self.at
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
        self.film = Film(self._path, self.room, self._hear, at)
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
        elif self._goes_on:
            self._begin()
        else:
            self._become(Is.PAUSED)

    def _begin(self) -> None:
        assert self.film
        self.film.play()
        self._begun = self._now()
        self._become(Is.PLAYING)

    def _over(self, film: Film) -> None:
        self._stands = self.at if not self.length else min(self.at, self.length)
        self.error = film.error if film.state is State.FAILED else None
        film.close()
        self.film = None
        self._become(Is.BROKEN if self.error else Is.ENDED)

    def _become(self, state: Is) -> None:
        self.state = state
        self._told()
