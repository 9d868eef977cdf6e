"""A film, step by step: its first picture -> it plays -> it stops at its end; the next one comes by a tap alone.

Plain Python on Kivy's thread. While it plays the visitor counts as being there, for an hour without a touch at most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.frames import film_still
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.video import words
from kiosk.features.exhibition.terminal.modules.video.playing import Is, Playing
from kiosk.features.exhibition.terminal.modules.video.views import FilmItem, Mute, PlaylistView, VideoView
from kiosk.features.exhibition.terminal.sizes import video_room
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.stage import Timer
from kiosk.ui.voice.film_sound import Heard, Silence

FILM, PLAYLIST = "exhibition.video", "exhibition.video.list"
STEP_SECONDS = 10.0
GATHER_SECONDS = 0.3  # taps in a row are one step
THERE_SECONDS = 5.0
UNTOUCHED_SECONDS = 3600.0
"""A film stops at its end; one that is longer than that is asked about as every page is."""


class VideoFlow:
    def __init__(
        self, around: Around, playing: Callable[[Callable[[], None]], Playing] | None = None
    ) -> None:  # fmt: skip
        self._around, self._stage = around, around.stage
        self._sound = around.sound
        self.playing = (
            playing(self._changed) if playing else Playing(around.stage.post, self._changed, sound=self._sound)
        )
        self._is_silent = False  # as its file was read: it has no sound
        self._exhibit: Exhibit | None = None
        self._view: VideoView | None = None
        self._list: PlaylistView | None = None
        self._goal: float | None = None  # of steps that are not gone yet
        self._jump: Timer | None = None
        self._there: Timer | None = None
        self._untouched = 0.0

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        self.wipe()
        films = self._playlist(exhibit)
        self._exhibit, self._is_silent = exhibit, False
        keys = [film.key for film in films]
        self._view = VideoView(
            key=exhibit.key,
            title=exhibit.title,
            source=exhibition_words.source(exhibit.source, exhibit.source_date, exhibit.demo),
            films=films,
            place=keys.index(exhibit.key) if exhibit.key in keys else 0,
            cues=exhibit.subtitles,
            has_text=bool(exhibit.alternative or exhibit.subtitles),
        )
        room = video_room(look.theme())
        self.playing.open(exhibit.path)
        self.playing.room = room  # until its page says how large it is
        self._view = self._seen()
        self._stage.show(FILM, self._view)
        job = partial(film_still, exhibit.path, *room)
        self._stage.work(job, partial(self._decoded, exhibit.key), partial(self._not_decoded, exhibit))

    def wipe(self) -> None:
        self._forget_timers()
        self.playing.close()
        self._exhibit = self._view = self._list = None

    def renewed(self) -> None:
        """One that is gone is left; one that is there still plays on, whatever else is new."""
        if self._exhibit is None:
            return
        now = self._around.desk.find(self._exhibit.key)
        if now is not None and now.path == self._exhibit.path:
            return
        is_here = self._stage.now()[0] in (FILM, PLAYLIST)
        self.wipe()
        if is_here:
            self._around.back()

    def back(self) -> bool:
        self.wipe()
        self._around.back()
        return True

    # -- the hand -----------------------------------------------------------------------------------------------------

    def play(self) -> None:
        """放, 接着放 or 再看一遍."""
        self._touched()
        self.playing.play()

    def pause(self) -> None:
        self._touched()
        self.playing.pause()

    def step(self, seconds: float) -> None:
        """On or back; several in a row are gone at once."""
        self._touched()
        goal = (self.playing.at if self._goal is None else self._goal) + seconds
        self._goal = max(0.0, min(goal, self.playing.length or goal))
        if self._jump:
            self._jump.cancel()
        self._jump = self._stage.after(GATHER_SECONDS, self._gone)
        self._show()

    def again(self) -> None:
        """从头放."""
        self._touched()
        self._goal = None
        self.playing.to(0.0, goes_on=True)

    def switch_told(self) -> None:
        """字幕开 and 字幕关."""
        self._touched()
        if self._view:
            self._view = replace(self._view, told=not self._view.told)
            self._show()

    def louder(self, by: int) -> None:
        """大声点, 小声点 and, at the last of it, 静音."""
        self._touched()
        if self._sound:
            self._sound.louder(by)
            self._show()

    def open_other(self, key: str) -> None:
        """Another of the playlist."""
        exhibit = self._around.desk.find(key)
        if exhibit is None or exhibit.kind is not ExhibitKind.VIDEO:
            self.back()
        else:
            self.open(exhibit)

    def read(self) -> None:
        """看文字版: what the keeper wrote, else what the subtitles say."""
        if self._exhibit is None:
            return
        text = self._exhibit.alternative
        if text is not None:
            blocks = [(block.kind.value, block.text) for block in text.blocks]
        else:
            blocks = [("paragraph", cue.text.replace("\n", "")) for cue in self._exhibit.subtitles]
        self._around.whole.open(self._exhibit.title, blocks, self.see)

    def see(self) -> None:
        """The film, where it stands."""
        if self._view:
            self._list = None
            self._show(also_elsewhere=True)

    def all(self) -> None:
        """The whole playlist."""
        if self._view:
            self._list = PlaylistView(self._view.films, self._view.place)
            self._stage.show(PLAYLIST, self._list)

    def turn(self, page: int) -> None:
        if self._list:
            self._list = replace(self._list, page=page)
            self._stage.show(PLAYLIST, self._list)

    def came(self) -> None:
        """Its page is in front."""
        self._show()

    def left(self) -> None:
        """Its page is not in front any more: it stands, its process ends."""
        self._forget_timers()
        self.playing.close()
        if self._view:
            self._view = self._seen()

    # -- what happens -------------------------------------------------------------------------------------------------

    def _playlist(self, exhibit: Exhibit) -> tuple[FilmItem, ...]:
        """The films that are on of the same playlist, in the pack's order; without one, those that have none."""
        on = [one for one in self._around.desk.on_now() if one.kind is ExhibitKind.VIDEO]
        of_list = [one for one in on if (one.playlist, one.pack) == (exhibit.playlist, exhibit.pack)]
        films = of_list if exhibit.playlist else [one for one in on if not one.playlist]
        if exhibit.key not in [one.key for one in films]:
            films = [exhibit, *films]
        return tuple(FilmItem(one.key, one.title, place, bool(one.subtitles)) for place, one in enumerate(films))

    def _gone(self) -> None:
        goal, self._goal, self._jump = self._goal, None, None
        if goal is not None:
            self.playing.to(goal)

    def _changed(self) -> None:
        """The film says that it stands otherwise."""
        if self.playing.state is Is.BROKEN and self._exhibit and self.playing.error:
            self._around.desk.broke(self._exhibit, self.playing.error)
        if self.playing.state is Is.PLAYING and self._there is None:
            self._untouched = 0.0
            self._there = self._stage.after(THERE_SECONDS, self._is_there)
        self._show()

    def _is_there(self) -> None:
        """Who watches touches nothing."""
        self._there = None
        if self.playing.state is not Is.PLAYING:
            return
        self._untouched += THERE_SECONDS
        if self._untouched < UNTOUCHED_SECONDS:
            self._stage.touched()
        self._there = self._stage.after(THERE_SECONDS, self._is_there)

    def _touched(self) -> None:
        self._untouched = 0.0

    def _forget_timers(self) -> None:
        for timer in (self._jump, self._there):
            if timer:
                timer.cancel()
        self._jump = self._there = self._goal = None

    def _decoded(self, key: str, decoded: tuple[Frame, bool]) -> None:
        if self._view and self._view.key == key:
            still, has_sound = decoded
            self._view, self._is_silent = replace(self._view, still=still), not has_sound
            self._show()

    def _not_decoded(self, exhibit: Exhibit, error: Exception) -> None:
        """What has no first picture does not play either: said at once."""
        self._around.desk.broke(exhibit, error)
        if self._view and self._view.key == exhibit.key and self.playing.state is Is.STILL:
            self._view = replace(self._view, state=Is.BROKEN)
            self._stage.show(FILM, self._view)

    def _seen(self) -> VideoView:
        assert self._view
        at = self.playing.at if self._goal is None else self._goal
        state = self.playing.state
        if state is Is.STILL and self._view.state is Is.BROKEN and at == 0:
            state = Is.BROKEN
        mute = self._mute()
        level = self._sound.level if self._sound and mute is None else None
        return replace(
            self._view, state=state, at=at, length=self.playing.length or self._view.length, cut=self.playing.is_cut,
            level=level, mute=mute,
        )  # fmt: skip

    def _mute(self) -> Mute | None:
        if self._sound is None or self._sound.silence is Silence.CHOSEN:
            return Mute.HERE
        if self._is_silent or self._sound.state is Heard.NONE:
            return Mute.FILM
        if self._sound.silence is Silence.NO_DEVICE:
            return Mute.NO_DEVICE
        return Mute.FAILED if self._sound.state is Heard.FAILED else None

    def _show(self, *, also_elsewhere: bool = False) -> None:
        """Unless the visitor has gone elsewhere."""
        if self._view:
            self._view = self._seen()
            if also_elsewhere or self._stage.now()[0] == FILM:
                self._stage.show(FILM, self._view)


def times(seconds: float) -> str:
    """As a clock of a film tells it: 1:24."""
    return words.clock(int(seconds) // 60, int(seconds) % 60)
