"""A film open: its picture and subtitles above, untouched; how far it is, and what may be done with it, below."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.clock import Clock
from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.graphics.texture import Texture
from kivy.properties import NumericProperty
from kivy.uix.widget import Widget

from content.kinds import subtitles
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.modules.video import words
from kiosk.features.exhibition.terminal.modules.video.flow import FILM, STEP_SECONDS, VideoFlow, times
from kiosk.features.exhibition.terminal.modules.video.gauge import Gauge
from kiosk.features.exhibition.terminal.modules.video.playing import Is
from kiosk.features.exhibition.terminal.modules.video.stage import FilmStage
from kiosk.features.exhibition.terminal.modules.video.views import FilmItem, VideoView
from kiosk.features.exhibition.terminal.sizes import (
    VIDEO_KEYS_HIGH,
    VIDEO_KEYS_HIGH_LARGE,
    VIDEO_NEXT_HIGH,
    VIDEO_TRACK,
)
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.places import TITLE_HIGH, rail_high
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, ROW_GAP, Air, High
from kiosk.ui.voice.film_sound import LOUDEST
from kiosk.ui.widgets.button import Kind, PushButton
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.paged.rail import RailAction, RailButton
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard

TITLES = ("name", "title", "label", "body")
KEY_WIDE = 240  # dpx, at least, of 退, the red one and 进
NEXT, NEXT_LARGE = 2, 1  # films that are offered on the page itself
# state: word, icon, and what the red button does
_MAIN: dict[Is, tuple[str, str]] = {
    Is.OPENING: ("OPENING", "hourglass-medium"), Is.PLAYING: ("PAUSE", "pause"),
    Is.ENDED: ("SEE_AGAIN", "arrow-counter-clockwise"),
}  # fmt: skip


class VideoPage(Page):
    name = FILM
    reading = True

    def __init__(self, flow: VideoFlow) -> None:
        self.action_band = not look.landscape()  # type: ignore[misc]
        self.split = not look.landscape()  # type: ignore[misc]
        super().__init__()
        self._flow = flow
        self._stage = FilmStage()
        self._stage.film.bind(size=self._fit)
        self._track = _Track()
        self._keys, self._red = Row(gap=CARD_GAP), Row()  # the red one stands among the others, lying under them
        self._switches = Row(gap=CARD_GAP, size_hint_y=None, height=look.px(look.theme().spaces.button))
        self._switched: tuple[object, ...] = ()
        self._view: VideoView | None = None
        self._shape: tuple[object, ...] = ()
        self._still: object = None
        self._upload: Upload | None = None
        self._needed = 0.0
        self._drawn: tuple[RailAction, ...] = ()

    def show(self, view: VideoView) -> None:
        shape = (view.key, view.films, view.has_text, bool(view.cues), view.mute)
        if shape != self._shape:
            if self._view and self._view.key != view.key:
                self._drop()
            self._shape = shape
            self._draw(view)
        self._view = view
        self._show_switches(view)
        if view.still is not None and view.still is not self._still:
            self._still = view.still
            self._upload = Upload(view.still, self._show_still)
        self._show_keys(view)
        message = _message(view)
        self._stage.with_strip(bool(message) or (view.told and bool(view.cues)))
        self._stage.say(message or subtitles.at(view.cues, view.at) * view.told)
        self._track.show(view.at, view.length)
        self._track.show_loudness(view.level)
        Clock.unschedule(self._tick)
        if view.state in (Is.PLAYING, Is.PAUSED) and self.parent:
            Clock.schedule_interval(self._tick, 0)

    def on_back(self) -> bool:
        return self._flow.back()

    def enter(self) -> None:
        """After the warning, or in another mode, the view is that of before: the film stands now."""
        self._flow.came()

    def leave(self) -> None:
        """The film stands, and its pictures go with the page."""
        Clock.unschedule(self._tick)
        self._flow.left()
        self._drop()
        self._view, self._shape = None, ()

    def _tick(self, _dt: float) -> None:
        playing, view = self._flow.playing, self._view
        picture = playing.picture()
        if picture and playing.film:
            self._stage.film.take(playing.film, picture)
        if playing.state is Is.PAUSED and picture:
            Clock.unschedule(self._tick)
        if view and playing.state is Is.PLAYING:
            self._track.show(playing.at, playing.length)
            if view.told and view.cues:
                self._stage.say(subtitles.at(view.cues, playing.at))

    def _fit(self, *_: object) -> None:
        self._flow.playing.room = self._stage.film.room

    def _show_still(self, texture: Texture) -> None:
        self._stage.film.show_still(texture)

    def _drop(self) -> None:
        if self._upload:
            self._upload.cancel()
        self._upload = self._still = None
        self._stage.film.drop()

    # -- what stands on it --------------------------------------------------------------------------------------------

    def _draw(self, view: VideoView) -> None:
        for part in (self.speak, self.body, self.whole):
            part.clear_widgets()
        for widget in (self._stage, self._track, self._keys, self._red, self._switches):
            if widget.parent:
                widget.parent.remove_widget(widget)
        if look.landscape():
            self._draw_lying(view)
        else:
            self._draw_upright(view)
        self._place()

    def _draw_upright(self, view: VideoView) -> None:
        self.speak.add_widget(self._head(view))
        self.speak.add_widget(_source(view, lines=2 if look.large() else 1))
        self.speak.add_widget(self._stage)
        self._keys.size_hint_y, self._keys.height = (
            None,
            look.px(VIDEO_KEYS_HIGH_LARGE if look.large() else VIDEO_KEYS_HIGH),
        )
        parts = [self._track, self._keys, self._switches, *self._next(view)]
        for part in parts:
            self.body.add_widget(part)
        self.body.add_widget(Gap())
        self._needed = sum(part.height for part in parts) + look.px(ROW_GAP) * len(parts)
        ways = self._ways(view)
        self.action_band = bool(ways)  # type: ignore[misc]
        self.set_actions(*ways)

    def _draw_lying(self, view: VideoView) -> None:
        left = Column(self._head(view), self._stage, gap=Air.S)
        ways = self._ways(view)
        rows = [*([Row(*ways, gap=CARD_GAP)] if ways else []), self._switches, self._keys, self._red]
        for row in rows:
            row.size_hint_y = 1
            for button in row.children:
                button.size_hint_y = 1
        hands = Column(*rows, gap=ROW_GAP, size_hint_y=None, height=rail_high(look.theme()))
        told = Column(Gap(), _source(view, lines=3), *_silence(view), self._track, gap=Air.S)
        right = Column(told, hands, gap=CARD_GAP, size_hint_x=None, width=look.px(ACTION_COLUMN))
        self.whole.add_widget(Row(left, right, gap=CARD_GAP))

    def _head(self, view: VideoView) -> Row:
        title = Name(view.title, TITLES, lines=1, pos_hint={"center_y": 0.5})
        head = Row(title, gap=Air.M, size_hint_y=None, height=look.px(TITLE_HIGH))
        if len(view.films) > 1:
            chip = Chip(words.place_of(view.place, len(view.films)), "pine")
            chip.pos_hint = {"center_y": 0.5}
            head.add_widget(chip)
        return head

    def _show_keys(self, view: VideoView) -> None:
        """退, the red one, 进."""
        word, icon, call = self._main(view)
        off = view.state is Is.BROKEN and view.at == 0
        actions = (
            RailAction(words.BACK_10, "arrow-left", self._step(-STEP_SECONDS), "video.back", off=off),
            RailAction(word, icon, call, "video.main", go=True, bold=view.state is Is.ENDED),
            RailAction(words.ON_10, "arrow-right", self._step(STEP_SECONDS), "video.on", off=off),
        )
        if len(self._drawn) == len(actions) and all(map(RailAction.looks_like, self._drawn, actions)):
            return
        self._drawn = actions
        self._keys.clear_widgets()
        self._red.clear_widgets()
        for action in actions:
            row = self._red if action.go and look.landscape() else self._keys
            row.add_widget(RailButton(action, wide=KEY_WIDE, size_hint_x=1.3 if action.go else 1))

    def _main(self, view: VideoView) -> tuple[str, str, Callable[[], None]]:
        if view.state in _MAIN:
            name, icon = _MAIN[view.state]
            word: str = getattr(words, name)
            return word, icon, self._flow.play if view.state is Is.ENDED else self._flow.pause
        if view.state is Is.BROKEN and view.at == 0:
            return words.TRY_AGAIN, "arrow-counter-clockwise", self._flow.play
        return words.GO_ON if view.at > 0 else words.PLAY, "play", self._flow.play

    def _step(self, seconds: float) -> Callable[[], None]:
        return partial(self._flow.step, seconds)

    def _show_switches(self, view: VideoView) -> None:
        """字幕 where there are some, 小声点 and 大声点 where it can be heard, 从头放."""
        told = view.told if view.cues else None
        if self._switched == (told, view.level):
            return
        self._switched = (told, view.level)
        self._switches.clear_widgets()
        for button in (*self._told_switch(told), *self._loudness(view.level), self._start()):
            if look.landscape():
                button.size_hint_y = 1
            button.squeeze()
            self._switches.add_widget(button)

    def _told_switch(self, told: bool | None) -> tuple[PushButton, ...]:
        if told is None:
            return ()
        word = words.TOLD_ON if told else words.TOLD_OFF
        kind: Kind = "on" if told else "second"
        return (PushButton(word, self._flow.switch_told, tap="video.told", icon="chat-circle-text", kind=kind),)

    def _loudness(self, level: int | None) -> tuple[PushButton, ...]:
        """The quietest is silence, which is said before it is chosen."""
        if level is None:
            return ()
        word, icon = (words.QUIETER, "speaker-low") if level > 1 else (words.SILENCE, "speaker-slash")
        down, up = partial(self._flow.louder, -1), partial(self._flow.louder, 1)
        return (
            PushButton(word, down, tap="video.quieter", icon=icon, off=level == 0),
            PushButton(words.LOUDER, up, tap="video.louder", icon="speaker-high", off=level == LOUDEST),
        )

    def _start(self) -> PushButton:
        return PushButton(
            words.FROM_START, self._flow.again, tap="video.start", icon="arrow-counter-clockwise", icon_bold=True
        )

    def _next(self, view: VideoView) -> list[Widget]:
        """The films after this one; whose turn it is is a tap's to say."""
        offered = view.after[: NEXT_LARGE if look.large() else NEXT]
        if not offered:
            return [*_silence(view)]
        said = _silence(view, "right") or (Text(words.NEXT_NOTE, "body", "ink_2", halign="right", max_lines=1),)
        note = Row(Text(words.NEXT, "title", fit=True), *said, size_hint_y=None, height=look.px(High.LINE_L))
        cards = [self._card(film, len(view.films)) for film in offered]
        return [note, Row(*cards, gap=CARD_GAP, size_hint_y=None, height=look.px(VIDEO_NEXT_HIGH))]

    def _card(self, film: FilmItem, total: int) -> TapCard:
        told = Text(words.film_note(film.place, total, film.told), "note", "ink_2", max_lines=1)
        name = Name(film.title, ("label", "body"), lines=2)
        return TapCard(
            Gap(), name, told, Gap(), tap=f"video.next.{film.place}", padding=(Air.XL, Air.S), gap=Air.XXS,
            on_tap=partial(self._flow.open_other, film.key),
        )  # fmt: skip

    def _ways(self, view: VideoView) -> list[PushButton]:
        ways = []
        if len(view.films) > 1:
            word = words.all_of(len(view.films))
            ways.append(PushButton(word, self._flow.all, tap="video.all", icon="list-bullets"))
        if view.has_text:
            ways.append(PushButton(words.TEXT, self._flow.read, tap="video.text", icon="article"))
        return ways

    def _size_action(self, button: Widget, *, last: bool) -> None:
        super()._size_action(button, last=True)  # both as wide

    def _divide(self, ceiling: float) -> float:
        """The body is no higher than what is touched: the rest is the film's."""
        band = look.px(look.theme().spaces.action) if self.action_band else 0
        return float(min(super()._divide(ceiling), self.y + band + look.px(Air.M) + self._needed))


class _Track(Row):
    """Where it is, how far, how long it is, how loud."""

    share = NumericProperty(0.0)

    def __init__(self) -> None:
        self._at, self._length = Text("", "label", fit=True), Text("", "body", "ink_2", fit=True)
        self._bar, self.gauge = _Bar(), Gauge()
        super().__init__(self._at, self._bar, self._length, gap=Air.L, size_hint_y=None, height=look.px(High.LINE_L))

    def show(self, at: float, length: float) -> None:
        shown = times(min(at, length) if length else at)
        if self._at.text != shown:
            self._at.text = shown
        told = times(length) if length else ""
        if self._length.text != told:
            self._length.text = told
        self._bar.share = min(1.0, at / length) if length else 0.0

    def show_loudness(self, level: int | None) -> None:
        """None: no room is kept for it."""
        if level is None and self.gauge.parent:
            self.remove_widget(self.gauge)
        elif level is not None:
            self.gauge.show(level)
            if not self.gauge.parent:
                self.add_widget(self.gauge)


class _Bar(Widget):
    share = NumericProperty(0.0)
    spoken = ""  # the times beside it say it

    def __init__(self) -> None:
        super().__init__(size_hint_y=None, height=look.px(VIDEO_TRACK), pos_hint={"center_y": 0.5})
        with self.canvas:
            Color(*look.color("line" if look.contrast() else "sunken"))
            self._ground = SmoothRoundedRectangle(radius=[self.height / 2])
            self._color = Color(*look.color("pine"))
            self._fill = SmoothRoundedRectangle(radius=[self.height / 2])
        self.bind(pos=self._place, size=self._place, share=self._place)

    def _place(self, *_: object) -> None:
        self._ground.pos, self._ground.size = self.pos, self.size
        self._color.a = 1.0 if self.share > 0 else 0.0
        self._fill.pos, self._fill.size = self.pos, (max(self.height, self.width * self.share), self.height)


def _source(view: VideoView, lines: int = 1) -> Text:
    text = view.source if look.landscape() else exhibition_words.in_one_line(view.source)
    return Text(text, "note", "ink_2", max_lines=lines)


def _silence(view: VideoView, halign: str = "left") -> tuple[Text, ...]:
    """Why nothing is heard of it, where that is so."""
    if view.mute is None:
        return ()
    word = words.MUTE_TOLD[view.mute] if view.cues and view.told else words.MUTE[view.mute]
    return (Text(word, "body", "ink_2", halign=halign, max_lines=1),)


def _message(view: VideoView) -> str:
    """What has happened to it; it stands where its subtitles do."""
    if view.state is Is.BROKEN:
        said = (words.STOPPED, words.STOPPED_NOTE) if view.at > 0 else (words.BROKEN, words.BROKEN_NOTE)
        return "\n".join(said)
    if view.state is Is.ENDED:
        return words.CUT if view.cut else words.ENDED
    return ""
