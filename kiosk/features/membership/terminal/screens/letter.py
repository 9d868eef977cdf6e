"""One's own letter, page by page: the page left, the rail right. Enlarged, the rail walks its parts; nothing prints."""

from __future__ import annotations

from functools import partial

from kivy.graphics import Color, Rectangle, SmoothLine
from kivy.graphics.texture import Texture
from kivy.uix.widget import Widget

from kiosk.features.membership.terminal import sizes, words
from kiosk.features.membership.terminal.flow import MembershipFlow
from kiosk.features.membership.terminal.letter_flow import LETTER, following, preceding
from kiosk.features.membership.terminal.letter_sheet import Sheet
from kiosk.features.membership.terminal.screens.private_page import PrivatePage
from kiosk.features.membership.terminal.views import ZOOMS, LetterPageView
from kiosk.ui import look
from kiosk.ui.places import rail_high, rail_wide
from kiosk.ui.texture_upload import Upload, texture_of
from kiosk.ui.tokens import CARD_GAP, Air, IconSize, Stroke
from kiosk.ui.widgets.busy_mark import BusyMark
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.paged.rail import Rail, RailAction
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text


class LetterPage(PrivatePage):
    """The page that is shown stays until the next one is there: it takes a moment to fetch and decode."""

    name = LETTER

    def __init__(self, flow: MembershipFlow) -> None:
        self.action_band = not look.landscape()  # type: ignore[misc]
        if look.landscape():  # no room for an action that clears it: the dock has it
            self.nav = ("back", "end")  # type: ignore[misc]
        super().__init__(flow)
        self._view: LetterPageView | None = None
        self._picture = Picture()
        self._turning = BusyMark(IconSize.SIGN, pos_hint={"center_x": 0.5, "center_y": 0.5})
        self._layers = Layers(self._picture)
        self._sheet: Sheet | None = None
        self._upload: Upload | None = None
        self._paper = Flat(padding=sizes.LETTER_FRAME)
        self._side = Column(gap=CARD_GAP, size_hint_x=None, width=look.px(rail_wide(look.theme())))
        self.whole.add_widget(Row(self._paper, self._side, gap=CARD_GAP))

    def on_back(self) -> bool:
        if self._view is None:
            return False
        self.flow.see_record(self._view.record)  # which leaves this page
        return True

    def enter(self) -> None:
        self._turning.start()

    def leave(self) -> None:
        """The pixels go with the page."""
        self._turning.stop()
        self._drop()
        self._side.clear_widgets()
        self._view = None

    def show(self, view: LetterPageView) -> None:
        self._view = view
        self._picture.spoken = words.letter_spoken(words.LETTER_NAMES[view.kind], view.page, view.pages)
        self._paper.clear_widgets()
        if view.lost:
            self._drop()
            self._say_lost(view)
        else:
            self._paper.add_widget(self._layers)
            self._show_waiting(view)
        if view.sheet is not None and view.sheet is not self._sheet:
            self._sheet = view.sheet
            if self._upload:
                self._upload.cancel()  # a page that was turned past must not come up late
            self._upload = Upload(view.sheet.frame, self._ready)
        self._show_side(view)
        if not look.landscape():
            self.set_actions(*self._buttons(view))

    def _show_waiting(self, view: LetterPageView) -> None:
        waits = view.sheet is None
        if waits and self._turning.parent is None:
            self._layers.add_widget(self._turning)
        elif not waits and self._turning.parent:
            self._layers.remove_widget(self._turning)

    def _ready(self, texture: Texture) -> None:
        self._picture.texture = texture

    def _drop(self) -> None:
        if self._upload:
            self._upload.cancel()
        self._upload = self._sheet = self._picture.texture = None

    def _say_lost(self, view: LetterPageView) -> None:
        again = PushButton(
            words.AWAY_RETRY, partial(self.flow.letters.again, view), tap="letter.again", icon="arrows-clockwise",
            icon_bold=True,
        )  # fmt: skip
        title = Text(words.LETTER_LOST, "title", halign="center", balanced=True)
        note = Text(words.LETTER_LOST_NOTE, "body", "ink_2", halign="center")
        for part in (Gap(), title, note, Gap(), again):  # at its foot: on a large panel the middle is out of reach
            self._paper.add_widget(part)

    def _buttons(self, view: LetterPageView) -> tuple[PushButton, PushButton]:
        return (
            PushButton(
                words.TO_RECORD, partial(self.flow.see_record, view.record), tap="letter.record", icon="arrow-left",
                icon_bold=True,
            ),
            PushButton(words.FINISH, self.flow.finish, tap="membership.finish", icon="check", icon_bold=True),
        )  # fmt: skip

    def _show_side(self, view: LetterPageView) -> None:
        self._side.clear_widgets()
        rail = Rail(self._turns(view), size_hint_y=None, height=rail_high(look.theme()))
        rail.width = self._side.width
        self._side.add_widget(_where(view))
        self._side.add_widget(rail)

    def _turns(self, view: LetterPageView) -> tuple[RailAction, ...]:
        letters, before, after = self.flow.letters, preceding(view), following(view)
        waiting = view.sheet is None and not view.lost
        back, on = _step_words(view, before), _step_words(view, after)
        return (
            RailAction(
                _previous(back), "arrow-left", partial(letters.back, view), "letter.back",
                off=before is None and not waiting,
            ),
            RailAction(
                _next(on), "arrow-right", partial(letters.on, view), "letter.on", go=True,
                off=after is None and not waiting,
            ),
            *self._zooms(view),
        )  # fmt: skip

    def _zooms(self, view: LetterPageView) -> list[RailAction]:
        """放大 and 缩小; one button for both where large type stands on a wide panel, which is low."""
        zoom, wide = self.flow.letters.zoom, look.landscape()
        last = view.zoom + 1 == len(ZOOMS)
        larger = RailAction(
            words.ZOOM_IN, "magnifying-glass-plus", partial(zoom, view, 1), "letter.larger", off=last, bold=wide
        )
        smaller = RailAction(
            words.ZOOM_OUT, "magnifying-glass-minus", partial(zoom, view, -2 if last and look.large() and wide else -1),
            "letter.smaller", off=view.zoom == 0, bold=wide,
        )  # fmt: skip
        if wide and look.large():
            return [smaller if last else larger]
        return [larger, smaller]


def _step_words(view: LetterPageView, other: LetterPageView | None) -> str:
    """What a step is: a part, a page, or another letter."""
    if other is not None and other.kind != view.kind:
        return "letter"
    within = other is not None and other.page == view.page
    return "part" if within or (view.sheet is None and view.zoom) else "page"


def _previous(step: str) -> str:
    return {"letter": words.PREVIOUS_LETTER, "part": words.PREVIOUS_PART, "page": words.PREVIOUS_PAGE}[step]


def _next(step: str) -> str:
    return {"letter": words.NEXT_LETTER, "part": words.NEXT_PART, "page": words.NEXT_PAGE}[step]


def _where(view: LetterPageView) -> Card:
    """Above the rail: which letter, which page, and a small sheet with the part in front."""
    names = words.LETTER_MARKERS_LARGE if look.large() and not look.landscape() else words.LETTER_MARKERS
    name = Text(names[view.kind], "note", "ink", bold=True, halign="center")
    place = Text(words.letter_place(view.page, view.pages), "note", "ink_2", halign="center")
    return Card(name, place, _SmallSheet(view.sheet), padding=(Air.XS, Air.M), gap=Air.S)


class _SmallSheet(Widget):
    """The page made small, and in red what of it is on the screen."""

    spoken = ""  # the words above it say where one is

    def __init__(self, sheet: Sheet | None) -> None:
        super().__init__()
        self._box = sheet.box if sheet else (0.0, 0.0, 1.0, 1.0)
        self._shape = sheet.shape if sheet else 0.7
        with self.canvas:
            Color(*((1, 1, 1, 1) if sheet else look.color("sunken")))
            self._page = Rectangle(texture=texture_of(sheet.small) if sheet else None)
            Color(*look.color("edge"))
            self._edge = SmoothLine(width=look.px(Stroke.EDGE / 2))
            Color(*look.color("primary"))
            self._mark = SmoothLine(width=look.px(Stroke.EDGE))
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        edge = look.px(2 * Stroke.EDGE)
        high = max(1.0, min(self.height - 2 * edge, (self.width - 4 * edge) / self._shape))
        wide = high * self._shape
        x, y = self.x + (self.width - wide) / 2, self.y + (self.height - high) / 2
        self._page.pos, self._page.size = (x, y), (wide, high)
        self._edge.rectangle = (x, y, wide, high)
        left, top, right, bottom = self._box
        self._mark.rectangle = (x + left * wide, y + (1 - bottom) * high, (right - left) * wide, (bottom - top) * high)
