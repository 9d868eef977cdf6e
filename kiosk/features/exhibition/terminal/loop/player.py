"""The attract loop: slides one after another, never a black gap, and no work on Kivy's thread but handing rows to GL.

    player = Player(desk.slides, post)      # `post` runs a call on Kivy's thread: the shell's
    player.start()                          # when the attract page comes to front; stop() when it goes

A worker decodes and composes the next slide while this one is shown; its pixels are uploaded a few strips a frame; at
its time it is swapped in by a cross-fade of 600 ms, or a cut where the screen draws under 20 frames a second. A slide
that is not ready waits: the old one stays. At most three slides are alive: shown, leaving, next. What goes off while
it is shown leaves at that moment, not when its seconds are over.

A film is decoded by a process of its own (`terminal/film`), begun ahead as well, and it is silent. One that stands
still or whose process dies is skipped within three seconds, as whatever cannot be drawn is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from kivy.clock import Clock
from kivy.graphics.texture import Texture

from content.kinds import subtitles
from content.kinds.ending import Ending
from content.kinds.kind import ExhibitKind
from content.kinds.video import LONGEST_SECONDS
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal.film.film import Film, State
from kiosk.features.exhibition.terminal.film.reel import Reel
from kiosk.features.exhibition.terminal.loop.layer import Layer, Slide
from kiosk.features.exhibition.terminal.loop.parts import Part
from kiosk.features.exhibition.terminal.loop.slides import compose, film_room, subtitle
from kiosk.features.exhibition.terminal.loop.style import style_of
from kiosk.features.exhibition.terminal.sizes import SUBTITLE_HIGH
from kiosk.ui.pixels import Frame
from kiosk.ui.playing import Playing
from kiosk.ui.texture_upload import Spare, Upload, texture_of

FADE_SECONDS = 0.6
FADE_LEAST_FPS = 20
BEHIND_SECONDS = 0.05  # after a boundary, so that the clock of the plan has passed it
FILM_GONE_SECONDS = 1.0  # for the last picture of a film that has ended
RETRY_SECONDS = 5.0  # after a slide that could not be decoded, when all others failed as well

log = logging.getLogger("kiosk.exhibition")


class Mark(NamedTuple):
    """An exhibit of one version of its pack: the next version may have mended it, also one that calls itself alike.
    `people`: who stands in it, since each of them may leave.
    """

    key: str
    pack_version: str
    path: Path
    people: object


def _mark(exhibit: Exhibit) -> Mark:
    return Mark(exhibit.key, exhibit.pack_version, exhibit.path, _people(exhibit))


def _people(exhibit: Exhibit) -> object:
    return exhibit.content if isinstance(exhibit.content, Ending | Part) else None


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
        self._coming: Mark | None = None  # of what is composed, uploaded or ready
        self._failed: set[Mark] = set()
        self._shown: Exhibit | None = None
        self._shown_since: float | None = None  # by the Clock; None while nobody sees it
        self._place_shown = self._place_next = 0  # in the round
        self._next: Slide | None = None
        self._upload: Upload | None = None
        self._ground: Texture | None = None  # of the slide that is prepared, while its film is not ready
        self._coming_reel: Reel | None = None
        self._spare = Spare(1)
        self._due = self._events_none()
        self._overdue = False
        self._fade_began, self._fade_frames = 0.0, 0
        self._back, self._front = Layer(self.canvas), Layer(self.canvas)
        self.bind(pos=self._place, size=self._resized)

    # -- life ---------------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Begin or go on; what was shown last is still there."""
        if not self._running:
            self._running = True
            if self._front.slide and not self._front.slide.film_is_gone:
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
        self._end_film(self._front.slide)

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
        on = {(slide.key, _people(slide)) for slide in self._slides()}
        is_on = self._shown is None or (self._shown.key, _people(self._shown)) in on
        if self._running and is_on:
            self._prepare()
        elif self._running:
            self._time_is_up(0)
        elif not is_on:  # nothing of it when the loop begins again
            self._shown = None
            self._front.show(None)

    @property
    def shown(self) -> Exhibit | None:
        """The exhibit on screen."""
        return self._shown

    @property
    def alive(self) -> int:
        """Slides whose pixels are held as textures now; never more than three."""
        held = [self._front.slide, self._back.slide, self._next, self._ground]
        return sum(one is not None for one in held) + (self._upload is not None)

    # -- the next slide -----------------------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Have the worker compose the slide after the one shown."""
        slides = [slide for slide in self._slides() if _mark(slide) not in self._failed]
        under_way = self._next or self._upload or self._ground or self._composing
        if not self._running or under_way or not slides or min(self.size) < 16:
            return
        if self._is_alone([_mark(slide) for slide in slides]):
            return
        self._composing = True
        self._place_next = place = self._place_after([_mark(slide) for slide in slides])
        self._coming = _mark(slides[place])
        style = style_of(int(self.width), int(self.height))
        future = self._pool.submit(compose, slides[place], place, len(slides), style)
        future.add_done_callback(partial(self._composed, self._generation, slides[place]))
        if slides[place].kind is ExhibitKind.VIDEO:
            room = film_room(style, bool(slides[place].subtitles))
            told = partial(self._film_told, self._generation, slides[place])
            self._coming_reel = Reel(Film(slides[place].path, room[2:], told), room, style.px(SUBTITLE_HIGH))

    def _is_alone(self, marks: list[Mark]) -> bool:
        """What is shown stays; a film that is alone begins again, and is prepared for that."""
        shown = self._shown
        return bool(
            shown and self._front.slide and set(marks) == {_mark(shown)} and shown.kind is not ExhibitKind.VIDEO
        )

    def _place_after(self, marks: list[Mark]) -> int:
        """The place after the one shown, also in a round that has changed meanwhile; the first when it is not in it."""
        here = [place for place, mark in enumerate(marks) if self._shown and mark == _mark(self._shown)]
        return (min(here, key=lambda place: abs(place - self._place_shown)) + 1) % len(marks) if here else 0

    def _composed(self, generation: int, slide: Exhibit, future: Future[Frame]) -> None:
        if not future.cancelled():  # on the worker's thread
            self._post(partial(self._receive, generation, slide, future))

    def _receive(self, generation: int, slide: Exhibit, future: Future[Frame]) -> None:
        if generation != self._generation:
            return
        self._composing = False
        error = future.exception()
        if error is not None:
            self._skip(slide, error)
        else:
            frame = future.result()
            self._upload = Upload(frame, partial(self._ready, slide), self._spare.take(frame.width, frame.height))

    def _skip(self, slide: Exhibit, error: BaseException) -> None:
        """What was prepared cannot be shown, for whatever reason: the loop goes on."""
        self._drop_next()
        self._on_broken(slide, error)
        self._failed.add(_mark(slide))
        if all(_mark(other) in self._failed for other in self._slides()):
            self._failed.clear()
            self._due = (*self._due, Clock.schedule_once(self._try_again, RETRY_SECONDS))
        else:
            self._prepare()

    def _try_again(self, _dt: float) -> None:
        self._prepare()

    def _ready(self, slide: Exhibit, texture: Texture) -> None:
        self._upload, self._ground = None, texture
        self._make_next(slide)

    def _make_next(self, slide: Exhibit) -> None:
        """Where its ground and, of a film, the first picture are there."""
        reel = self._coming_reel
        if self._ground is None or (reel and reel.texture is None):
            return
        self._next = Slide(slide, self._ground, reel)
        self._ground = self._coming_reel = None
        if self._overdue or self._front.slide is None:
            self._advance()

    def _drop_next(self) -> None:
        """Forget what is prepared or being prepared."""
        self._generation += 1
        self._composing = False
        if self._upload:
            self._upload.cancel()
            self._spare.give(self._upload.texture)
        if self._ground:
            self._spare.give(self._ground)
        if self._coming_reel:
            self._coming_reel.film.close()
        if self._next:
            self._spare.give(self._next.texture)
            self._end_film(self._next)
        self._upload = self._ground = self._coming_reel = self._next = None

    # -- films --------------------------------------------------------------------------------------------------------

    def _film_told(self, generation: int, slide: Exhibit, film: Film) -> None:
        self._post(partial(self._hear_film, generation, slide, film))  # on the film's thread

    def _hear_film(self, generation: int, slide: Exhibit, film: Film) -> None:
        reel = self._coming_reel
        if reel and reel.film is film and generation == self._generation:
            picture = film.due(0.0) if film.state is not State.FAILED else None
            if picture:
                reel.take(picture)
                self._make_next(slide)
            elif film.state is State.FAILED:
                self._skip(slide, film.error)
        elif self._next and self._next.reel and self._next.reel.film is film and film.state is State.FAILED:
            self._skip(slide, film.error)

    def _begin_film(self) -> None:
        slide = self._front.slide
        if slide and slide.reel:
            slide.reel.began = Clock.time()
            slide.reel.film.play()
            Clock.unschedule(self._film_step)  # of a film just before
            Clock.schedule_interval(self._film_step, 0)

    def _film_step(self, _dt: float) -> None:
        slide = self._front.slide
        reel = slide.reel if slide else None
        if slide is None or reel is None or reel.began is None:
            Clock.unschedule(self._film_step)
            return
        position = Clock.time() - reel.began
        self._tell(slide, reel, subtitles.at(slide.exhibit.subtitles, position))
        picture = reel.film.due(position)
        if picture:
            reel.take(picture)
            self._front.draw_film()
        elif reel.film.is_over:
            self._film_is_over(slide, reel.film)

    def _tell(self, slide: Slide, reel: Reel, cue: str) -> None:
        """Its words are drawn by the worker; what was told stands until they are."""
        if cue == reel.cue:
            return
        reel.cue = cue
        if cue:
            drawn = partial(self._subtitle_drawn, slide, cue)
            self._pool.submit(subtitle, cue, style_of(int(self.width), int(self.height))).add_done_callback(drawn)
        else:
            reel.subtitle = None
            self._front.draw_film()

    def _subtitle_drawn(self, slide: Slide, cue: str, future: Future[Frame]) -> None:
        if not future.cancelled():  # on the worker's thread
            self._post(partial(self._show_subtitle, slide, cue, future))

    def _show_subtitle(self, slide: Slide, cue: str, future: Future[Frame]) -> None:
        if slide is not self._front.slide or slide.reel is None or slide.reel.cue != cue:
            return
        if error := future.exception():
            log.warning("a line of %s is not shown: %s", slide.exhibit.key, type(error).__name__)
            return
        slide.reel.subtitle = texture_of(future.result())
        self._front.draw_film()

    def _film_is_over(self, slide: Slide, film: Film) -> None:
        self._tell_played()  # its last picture may stand longer, and that is no playing
        self._end_film(slide)
        if film.state is State.FAILED:
            self._on_broken(slide.exhibit, film.error)
            self._failed.add(_mark(slide.exhibit))
        self._time_is_up(0)

    def _end_film(self, slide: Slide | None) -> None:
        """Its process ends; the picture that stands stays."""
        if slide and slide.reel:
            slide.reel.film.close()
            slide.reel.began = None

    # -- the swap -----------------------------------------------------------------------------------------------------

    def _wait(self) -> None:
        seconds = self._seconds_shown()
        self._overdue = False
        self._forget_due()
        self._due = (Clock.schedule_once(self._time_is_up, seconds), *self._change())

    def _seconds_shown(self) -> float:
        """A film ends by itself, before that if its keeper says so; one that was stopped has ended."""
        slide = self._front.slide
        if slide is None:
            return 0.0
        return FILM_GONE_SECONDS if slide.film_is_gone else slide.exhibit.seconds or LONGEST_SECONDS

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
        on = {_mark(slide) for slide in self._slides()}
        if self._coming not in on:
            self._drop_next()
        if self._shown is None or _mark(self._shown) in on:
            self._due = (*self._due, *self._change())
            self._prepare()
        else:
            self._time_is_up(0)

    def _time_is_up(self, _dt: float) -> None:
        if self._next and self._next.exhibit not in self._slides():
            self._drop_next()  # its time is over
        if self._next:
            self._advance()
            return
        self._prepare()
        if self._composing or self._upload or self._ground:
            self._overdue = True  # the old slide stays until the next is ready
        else:
            if self._shown_since is not None:  # nothing else is on: it begins again
                self._tell_played()
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
        first = self._front.slide is None
        self._end_film(self._front.slide)
        self._back.show(self._front.slide)
        self._front.show(self._next)
        self._shown, self._shown_since = self._next.exhibit, Clock.time()
        self._place_shown = self._place_next
        self._next = None
        self._back.alpha = 0 if first else 1
        self._forget_due()
        self._begin_film()
        if first or not self._fades:
            self._end_fade()
        else:
            self._front.alpha = 0
            self._fade_began, self._fade_frames = Clock.time(), 0
            Clock.schedule_interval(self._fade_step, 0)
        if self._on_shown:
            self._on_shown(self._shown)
        self._wait()

    def _fade_step(self, _dt: float) -> None:
        self._fade_frames += 1
        gone = Clock.time() - self._fade_began
        self._front.alpha = min(1.0, gone / FADE_SECONDS)
        if gone >= FADE_SECONDS:
            if self._measures:
                self._fades = self._fade_frames / gone >= FADE_LEAST_FPS
            Clock.unschedule(self._fade_step)
            self._end_fade()

    def _end_fade(self) -> None:
        self._back.alpha = 0
        if self._back.slide:
            self._spare.give(self._back.slide.texture)
        self._back.show(None)
        self._front.alpha = 1 if self._front.slide else 0
        self._prepare()

    # -- place --------------------------------------------------------------------------------------------------------

    def _resized(self, *_: object) -> None:
        """Another size (first layout, another mode): what is prepared no longer fits."""
        self._place()
        self._drop_next()
        if self._running:
            self._prepare()

    def _place(self, *_: object) -> None:
        for layer in (self._back, self._front):
            layer.place(self.pos, self.size)

    @staticmethod
    def _events_none() -> tuple[Any, ...]:
        return ()


def _say(slide: Exhibit, error: BaseException) -> None:
    log.warning("exhibit skipped: %s: %s", slide.key, error)


def _never() -> None:
    """It stays as it is."""
