"""What both keyboards share: candidates above the keys, layers of keys, every tap told to the composer at once.

A panel holds nothing that was typed; the composer does. `on_change` is called after each key.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from kivy.lang import Builder
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.widget import Widget

from kiosk.ui import language, look
from kiosk.ui.theme import LANDSCAPE_PAGE, PORTRAIT_PAGE
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, ROW_GAP, Air
from kiosk.ui.typing import words
from kiosk.ui.typing.composer import Composer, Shelf
from kiosk.ui.typing.syllables import BREAK
from kiosk.ui.widgets.typing.candidate_row import Candidates, gap_of, shelf_of
from kiosk.ui.widgets.typing.key import Key, Kind

Builder.load_file(str(Path(__file__).with_suffix(".kv")))

PAD = (Air.L, Air.M, Air.L, ROW_GAP)  # dpx
WIDTH = PORTRAIT_PAGE[0] - PAD[0] - PAD[2]  # of the candidates' row, upright
WIDE_WIDTH = LANDSCAPE_PAGE[0] - Air.XXL - ACTION_COLUMN - CARD_GAP - PAD[0] - PAD[2]  # beside the action column


class KeyPanel(BoxLayout):
    """`phrases` stand in the candidates' row while nothing is spelled: for pages without room for them elsewhere."""

    nine: ClassVar[bool] = False

    def __init__(
        self, composer: Composer, on_change: Callable[[], None], *, phrases: tuple[str, ...] = (), **rest: Any
    ) -> None:
        gap = look.px(gap_of())
        super().__init__(spacing=gap, padding=[look.px(side) for side in PAD], **rest)
        self.composer, self._on_change, self._phrases = composer, on_change, phrases
        self._offered: tuple[str, ...] = ()  # phrases or letters: written as they are
        self.first_layer = "pinyin" if language.current() == "zh" else "latin"
        self._layers: dict[str, Widget] = {}
        self._layer = ""
        self.candidates: Candidates
        self.place: BoxLayout

    @property
    def spoken(self) -> str:
        """What it is; thirty letters read one by one would help nobody."""
        return words.NINE_KEYBOARD if self.nine else words.FULL_KEYBOARD

    def shelf(self) -> Shelf:
        """How many candidates a page of this panel holds."""
        return shelf_of(WIDE_WIDTH if look.landscape() else WIDTH)

    def build(self, layer: str) -> Widget:
        """The keys of a layer."""
        raise NotImplementedError

    def hint(self) -> str:
        """What the empty candidates' row says."""
        return ""

    def switch(self, layer: str) -> None:
        """Show another layer of keys; each is built once."""
        if layer == self._layer:
            return
        self._layer, self._offered = layer, ()
        if layer not in self._layers:
            self._layers[layer] = self.build(layer)
        self.place.clear_widgets()
        self.place.add_widget(self._layers[layer])
        self.show()

    def show(self) -> None:
        """Draw what the composer holds now."""
        composer = self.composer
        if composer.spelled:
            self._offered = ()
            page, before, after = composer.page(), composer.has_page_before, composer.has_page_after
            self.candidates.show(page, before, after, words.full(composer.limit))
            return
        idle = self._offered or self._idle_phrases()
        self.candidates.show(idle, False, False, self.hint(), plain=True)

    def use(self, composer: Composer) -> None:
        """Another field is written from now on."""
        self.composer, self._offered = composer, ()
        self.switch(self.first_layer)
        self.show()

    def wipe(self) -> None:
        """Forget what was drawn of a visitor's words."""
        self._offered = ()
        self.candidates.wipe()

    def _idle_phrases(self) -> tuple[str, ...]:
        pages = self.shelf().deal(self._phrases) if self._layer == self.first_layer else []
        return tuple(self._phrases[place] for place in pages[0]) if pages else ()

    def choose(self, place: int) -> None:
        """A tap in the candidates' row."""
        composer = self.composer
        if composer.spelled:
            composer.choose(place)
        else:
            shown = self._offered or self._idle_phrases()
            composer.put(shown[place])
            self._offered = ()
        self.changed()

    def turn(self, pages: int) -> None:
        self.composer.turn(pages)
        self.changed()

    def changed(self) -> None:
        self.show()
        self._on_change()

    def act(self, verb: Callable[..., None], *values: str) -> None:
        """Do it to the composer in front, then draw; the keys were made for one before it."""
        mine = isinstance(getattr(verb, "__self__", None), Composer)
        (getattr(self.composer, verb.__name__) if mine else verb)(*values)
        self.changed()

    def key(self, name: str, label: str, verb: Callable[..., None], *values: str, **looks: Any) -> Key:
        """A key that does `verb(*values)` to the composer; `typing.<name>` for tests and the tour."""
        return Key(label, partial(self.act, verb, *values), tap=f"typing.{name}", **looks)

    def to_layer(self, layer: str, label: str, **looks: Any) -> Key:
        return Key(
            label, partial(self.switch, layer), tap=f"typing.layer.{layer}", kind="fn", token="body", bold=True, **looks
        )

    def fn(self, name: str, label: str, verb: Callable[..., None], *values: str, **looks: Any) -> Key:
        """A key of the grey kind with a word on it."""
        return self.key(name, label, verb, *values, kind="fn", token="body", bold=True, **looks)

    def backspace(self, **looks: Any) -> Key:
        kind: Kind = "fn"
        return self.key(
            "back", "", self.composer.back, kind=kind, icon="backspace", sub=words.BACKSPACE, said=words.BACKSPACE,
            **looks,
        )  # fmt: skip

    def break_key(self, **looks: Any) -> Key:
        return self.fn("break", words.BREAK, self.composer.spell, BREAK, **looks)
