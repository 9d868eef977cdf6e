"""The attract loop: slides one after another, never a black gap, and no work on Kivy's thread but handing rows to GL.

    player = Player(desk.slides, post)      # `post` runs a call on Kivy's thread: the shell's
    player.start()                          # when the attract page comes to front; stop() when it goes

A worker decodes and composes the next slide while this one is shown; its pixels are uploaded a few strips a frame; at
its time it is swapped in by a cross-fade of 600 ms, or a cut where the screen draws under 20 frames a second. A slide
that is not ready waits: the old one stays. At most three slides are alive: shown, leaving, next. What goes off while
it is shown leaves at that moment, not when its seconds are over.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

from kivy.clock import Clock
from kivy.graphics import Color, Rectangle
from kivy.graphics.texture import Texture

from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.loop.slides import SlideStyle, compose
from kiosk.ui import look
from kiosk.ui.font_files import path as font_path
from kiosk.ui.pixels import Frame
from kiosk.ui.playing import Playing
from kiosk.ui.texture_upload import Upload
from kiosk.ui.theme import Mode

FADE_SECONDS = 0.6
FADE_LEAST_FPS = 20
BEHIND_SECONDS = 0.05  # after a boundary, so that the clock of the plan has passed it
RETRY_SECONDS = 5.0  # after a slide that could not be decoded, when all others failed as well

log = logging.getLogger("kiosk.exhibition")


class Player(Playing):
    """Shows ``slides()`` in turn over its whole area, one as often as it stands there. ``fade`` None: fade until a fade
    was seen to be too slow. ``on_broken`` hears of each that cannot be drawn; ``on_played`` of each that leaves, begins
    again or stands when the player is stopped, with the seconds for which it was really shown; ``seconds_to_change``
    says when ``slides`` may answer something else.
    """

    def __init__(
        self,
        slides: Callable[[], Sequence[Exhibit]],
        post: Callable[[Callable[[], None]], None],
        *,
        fade: bool | None = None,
        on_shown: Callable[[Exhibit], None] | None = None,
        on_broken: Callable[[Exhibit, BaseException], None] | None = None,
        on_played: Callable[[Exhibit, float], None] | None = None,
        seconds_to_change: Callable[[], float | None] | None = None,
        **rest: Any,
    ) -> None:
        super().__init__(**rest)
        self._slides, self._post, self._on_shown = slides, post, on_shown
        self._on_broken = on_broken or _say
        self._on_played = on_played
        self._seconds_to_change = seconds_to_change or _never
        self._fades = fade is not False
        self._measures = fade is None
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="exhibit-decode")
        self._running = False
        self._generation = 0  # raised whenever what is being prepared is no longer wanted
        self._composing = False
        self._coming = ""  # the key of what is composed, uploaded or ready
        self._failed: set[str] = set()
        self._shown: Exhibit | None = None
        self._shown_since: float | None = None  # by the Clock; None while nobody sees it
        self._place_shown = self._place_next = 0  # in the round
        self._next: tuple[Exhibit, Texture] | None = None
        self._upload: Upload | None = None
        self._due = self._events_none()
        self._overdue = False
        self._fade_began, self._fade_frames = 0.0, 0
        with self.canvas:
            self._back_color = Color(1, 1, 1, 0)
            self._back = Rectangle()
            self._front_color = Color(1, 1, 1, 0)
            self._front = Rectangle()
        # A Rectangle whose texture is None answers with Kivy's white one, so what is held is kept here as well.
        self._front_texture: Texture | None = None
        self._back_texture: Texture | None = None
        self.bind(pos=self._place, size=self._resized)

    # -- life ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin or go on; what was shown last is still there."""
        if not self._running:
            self._running = True
            if self._shown:
                self._shown_since = Clock.time()
            self._prepare()
            self._wait()

    def stop(self) -> None:
        """Stand still: no decoding, no clock. The slide stays, so that coming back shows it at once."""
        self._running = False
        self._tell_played()
        self._forget_due()
        self._drop_next()
        Clock.unschedule(self._fade_step)
        self._end_fade()

    def close(self) -> None:
        """The window is going."""
        self.stop()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def renew(self) -> None:
        """``slides`` answers from other packs: what is prepared is of the old ones. What is shown has its time, unless
        it is off.
        """
        self._failed.clear()
        self._drop_next()
        is_on = self._shown is None or self._shown.key in {slide.key for slide in self._slides()}
        if self._running and is_on:
            self._prepare()
        elif self._running:
            self._time_is_up(0)
        elif not is_on:  # nothing of it when the loop begins again
            self._shown = self._front_texture = self._front.texture = None
            self._front_color.a = 0

    @property
    def shown(self) -> Exhibit | None:
        """The exhibit on screen."""
        return self._shown

    @property
    def alive(self) -> int:
        """Slides whose pixels are held as textures now; never more than three."""
        held = [self._front_texture, self._back_texture, self._next and self._next[1]]
        return sum(texture is not None for texture in held) + (self._upload is not None)

    # -- the next slide -----------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Have the worker compose the slide after the one shown."""
        slides = [slide for slide in self._slides() if slide.key not in self._failed]
        if not self._running or self._next or self._upload or self._composing or not slides or min(self.size) < 16:
            return
        if self._front_texture and all(slide == self._shown for slide in slides):
            return
        self._composing = True
        self._place_next = place = self._place_after([slide.key for slide in slides])
        self._coming = slides[place].key
        future = self._pool.submit(compose, slides[place], place, len(slides), self._style())
        future.add_done_callback(partial(self._composed, self._generation, slides[place]))

    def _place_after(self, keys: list[str]) -> int:
        """The place after the one shown, also in a round that has changed meanwhile; the first when it is not in it."""
        here = [place for place, key in enumerate(keys) if self._shown and key == self._shown.key]
        return (min(here, key=lambda place: abs(place - self._place_shown)) + 1) % len(keys) if here else 0

    def _composed(self, generation: int, slide: Exhibit, future: Future[Frame]) -> None:
        if not future.cancelled():  # on the worker's thread
            self._post(partial(self._receive, generation, slide, future))

    def _receive(self, generation: int, slide: Exhibit, future: Future[Frame]) -> None:
        if generation != self._generation:
            return
        self._composing = False
        error = future.exception()
        if error is not None:  # of whatever kind: the loop goes on
            self._on_broken(slide, error)
            self._failed.add(slide.key)
            if all(other.key in self._failed for other in self._slides()):
                self._failed.clear()
                self._due = (*self._due, Clock.schedule_once(self._try_again, RETRY_SECONDS))
            else:
                self._prepare()
        else:
            self._upload = Upload(future.result(), partial(self._ready, slide))

    def _try_again(self, _dt: float) -> None:
        self._prepare()

    def _ready(self, slide: Exhibit, texture: Texture) -> None:
        self._upload, self._next = None, (slide, texture)
        if self._overdue or self._front_texture is None:
            self._advance()

    def _drop_next(self) -> None:
        """Forget what is prepared or being prepared."""
        self._generation += 1
        self._composing = False
        if self._upload:
            self._upload.cancel()
        self._upload = self._next = None

    # -- the swap -----------------------------------------------------------------------------------------------------

    def _wait(self) -> None:
        seconds = self._shown.seconds if self._shown else 0
        self._overdue = False
        self._forget_due()
        self._due = (Clock.schedule_once(self._time_is_up, seconds), *self._change())

    def _forget_due(self) -> None:
        for event in self._due:
            event.cancel()
        self._due = self._events_none()

    def _change(self) -> tuple[Any, ...]:
        """The event of the next boundary; none where nothing will change."""
        seconds = self._seconds_to_change()
        return () if seconds is None else (Clock.schedule_once(self._changed, seconds + BEHIND_SECONDS),)

    def _changed(self, _dt: float) -> None:
        """A boundary: what is shown, or was prepared, may be off."""
        on = {slide.key for slide in self._slides()}
        if self._coming not in on:
            self._drop_next()
        if self._shown is None or self._shown.key in on:
            self._due = (*self._due, *self._change())
            self._prepare()
        else:
            self._time_is_up(0)

    def _time_is_up(self, _dt: float) -> None:
        if self._next and self._next[0] not in self._slides():
            self._drop_next()  # its time is over
        if self._next:
            self._advance()
            return
        self._prepare()
        if self._composing or self._upload:
            self._overdue = True  # the old slide stays until the next is ready
        else:
            self._tell_played()  # nothing else is on: it begins again
            self._shown_since = Clock.time()
            self._wait()

    def _tell_played(self) -> None:
        """What was on screen until now leaves it, or is seen no longer."""
        since, self._shown_since = self._shown_since, None
        if self._on_played and self._shown and since is not None:
            self._on_played(self._shown, Clock.time() - since)

    def _advance(self) -> None:
        assert self._next
        self._tell_played()
        first = self._front_texture is None
        self._back_texture = self._back.texture = self._front_texture
        self._shown, self._front_texture = self._next
        self._shown_since = Clock.time()
        self._place_shown = self._place_next
        self._front.texture = self._front_texture
        self._next = None
        self._back_color.a = 0 if first else 1
        self._forget_due()
        self._place()
        if first or not self._fades:
            self._end_fade()
        else:
            self._front_color.a = 0
            self._fade_began, self._fade_frames = Clock.time(), 0
            Clock.schedule_interval(self._fade_step, 0)
        if self._on_shown:
            self._on_shown(self._shown)
        self._wait()

    def _fade_step(self, _dt: float) -> None:
        self._fade_frames += 1
        gone = Clock.time() - self._fade_began
        self._front_color.a = min(1.0, gone / FADE_SECONDS)
        if gone >= FADE_SECONDS:
            if self._measures:
                self._fades = self._fade_frames / gone >= FADE_LEAST_FPS
            Clock.unschedule(self._fade_step)
            self._end_fade()

    def _end_fade(self) -> None:
        self._back_color.a = 0
        self._back.texture = self._back_texture = None
        self._front_color.a = 1 if self._front_texture else 0
        self._prepare()

    # -- place --------------------------------------------------------------------------------------------------------

    def _resized(self, *_: object) -> None:
        """Another size (first layout, another mode): what is prepared no longer fits."""
        self._place()
        self._drop_next()
        if self._running:
            self._prepare()

    def _place(self, *_: object) -> None:
        for shape in (self._back, self._front):
            shape.pos, shape.size = self.pos, self.size

    def _style(self) -> SlideStyle:
        return SlideStyle(
            width=int(self.width),
            height=int(self.height),
            unit=look.theme().unit,
            landscape=look.landscape(),
            serif=font_path("serif"),
            regular=font_path("regular"),
            **{role: _rgb(role) for role in ("ground", "surface", "line", "edge", "ink", "pine", "primary")},
        )

    @staticmethod
    def _events_none() -> tuple[Any, ...]:
        return ()


def _say(slide: Exhibit, error: BaseException) -> None:
    log.warning("exhibit skipped: %s: %s", slide.key, error)


def _never() -> None:
    """It stays as it is."""


def _rgb(role: str) -> tuple[int, int, int]:
    """Of the standard mode: a caption stands on the keeper's picture, whose sky high contrast does not make dark."""
    standard = replace(look.theme(), mode=Mode())
    red, green, blue, _ = standard.color(role)
    return round(red * 255), round(green * 255), round(blue * 255)
