"""A timeline: the chosen entry large above with its year, the others on their line below."""

from __future__ import annotations

from functools import partial

from kivy.graphics.texture import Texture

from content.kinds.timeline import Entry
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.modules.timeline import words
from kiosk.features.exhibition.terminal.modules.timeline.row import EntryRow
from kiosk.features.exhibition.terminal.modules.timeline.sizes import (
    DROP,
    LEAF_FROM,
    PLACES,
    YEAR_WIDE_LYING,
    picture_room,
)
from kiosk.features.exhibition.terminal.modules.timeline.views import TIMELINE, TimelineAsked, TimelineView
from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, choice_tap
from kiosk.ui import look
from kiosk.ui.pixels import Frame
from kiosk.ui.texture_upload import Upload
from kiosk.ui.tokens import Air, High, Inside
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Row, padding_px
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.told import Part, Told

SOURCE_LINES = 2


class TimelinePage(ChoosingPage):
    name = TIMELINE
    tap = "timeline"
    places = PLACES
    drop = DROP
    always_acts = True

    def __init__(self, flow: TimelineAsked) -> None:
        super().__init__()
        self._flow = flow
        self._view: TimelineView | None = None
        self._picture = Picture(mode="contain")
        self._frame: Frame | None = None
        self._upload: Upload | None = None
        self._is_cut = False

    def show(self, view: TimelineView) -> None:
        self._view = view
        self.choose_from(view.entries, view.at, self._row, self._flow.choose)
        self.head(view.title, exhibition_words.item_of(view.at, len(view.entries)))
        self.tell((view.chosen, view.source, view.demo), partial(self._card, view))
        self._lead_on(view)
        if view.picture is not None and view.picture is not self._frame:
            self._frame = view.picture
            self._upload = Upload(view.picture, self._show_picture)

    def enter(self) -> None:
        self._flow.entered()

    def on_back(self) -> bool:
        return self._flow.back()

    def leave(self) -> None:
        """The picture goes with the page; what is drawn stays, so that coming back is quick."""
        if self._upload:
            self._upload.cancel()
        self._upload = self._frame = self._picture.texture = self._view = None

    def _show_picture(self, texture: Texture) -> None:
        self._picture.texture = texture

    def _row(self, number: int) -> EntryRow:
        assert self._view
        entries = self._view.entries
        ends = number == 0, number + 1 == len(entries)
        return EntryRow(entries[number], ends, **choice_tap(self._flow.choose, self.tap, number))

    # -- the chosen one -----------------------------------------------------------------------------------------------

    def _card(self, view: TimelineView) -> Card:
        self._frame = self._picture.texture = None
        if self._picture.parent:
            self._picture.parent.remove_widget(self._picture)
        inside = (Air.XXL, Inside.HIGH)
        wide, high = self.chosen_room
        room = wide - look.px(2 * inside[0]), high - look.px(2 * inside[1])
        told = self._lying(view, *room) if look.landscape() else self._upright(view, *room)
        told.padding = padding_px(inside)
        return Card(told)

    def _upright(self, view: TimelineView, wide: float, high: float) -> Column:
        """Year and title beside the picture, the text below both."""
        entry, beside = view.chosen, self._beside(view.chosen)
        left = wide - (look.px(Air.XL) + self._picture.width if beside else 0)
        parts = [*_when(entry, left), _title(entry, left)]
        above = sum(part.height for part in parts) + look.px(2 * Air.XS)
        top = Row(Column(*parts, gap=Air.XS), *beside, gap=Air.XL, size_hint_y=None)
        top.height = max(above, self._picture.height if beside else 0)
        source = _source(view, wide)
        told = Told(
            (Part(entry.text, ("body",), gives=True),), (wide, high - top.height - source.height - look.px(2 * Air.M))
        )
        self._is_cut = told.is_cut or any(map(_ends_short, (*parts, source)))
        return Column(top, told, source, gap=Air.M)

    def _lying(self, view: TimelineView, wide: float, high: float) -> Row:
        entry, beside = view.chosen, self._beside(view.chosen)
        year = look.px(YEAR_WIDE_LYING)
        middle = wide - year - look.px(Air.XL) - (look.px(Air.XL) + self._picture.width if beside else 0)
        title, source = _title(entry, middle), _source(view, middle)
        room = middle, high - title.height - source.height - look.px(2 * Air.S)
        told = Told((Part(entry.text, ("body",), gives=True),), room)
        dated = _when(entry, year)
        self._is_cut = told.is_cut or any(map(_ends_short, (*dated, title, source)))
        when = Column(*dated, gap=Air.XS, size_hint_x=None, width=year)
        return Row(when, Column(title, told, source, gap=Air.S), *beside, gap=Air.XL)

    def _beside(self, entry: Entry) -> list[Picture]:
        if not entry.picture:
            return []
        self._picture.size_hint, self._picture.size = (None, None), picture_room(look.theme())
        self._picture.pos_hint = {"center_y": 0.5}
        self._picture.spoken = ""
        return [self._picture]

    # -- what leads on ------------------------------------------------------------------------------------------------

    def _lead_on(self, view: TimelineView) -> None:
        whole = PushButton(
            exhibition_words.READ_WHOLE, self._flow.read_whole, tap="timeline.whole", icon="book-open-text"
        )
        more = [whole] if self._is_cut else []
        if self.pages > LEAF_FROM:
            self.turn_actions(*more, says_where=not more)
            return
        if len(view.entries) < 2:
            self.set_actions(*more)
            return
        back = PushButton(
            words.BACK_ENTRY, partial(self._flow.choose, view.at - 1), tap="timeline.before", icon="arrow-up",
            icon_bold=True, off=view.at == 0,
        )  # fmt: skip
        on = PushButton(
            words.NEXT_ENTRY, partial(self._flow.choose, view.at + 1), tap="timeline.after", kind="primary",
            icon="arrow-down", icon_bold=True, off=view.at + 1 == len(view.entries),
            height=High.BLOCK if look.landscape() else None,
        )  # fmt: skip
        self.set_actions(*(more if look.landscape() else []), back, *([] if look.landscape() else more), on)


def _ends_short(text: Text) -> bool:
    return text.lines(text.width)[-1].endswith("…")


def _when(entry: Entry, wide: float) -> list[Text]:
    when = words.when_and_where(words.day_of(entry.when.month, entry.when.day), entry.place)
    year = Text(str(entry.when.year), "count", "primary", serif=True, width=wide)
    return [year, *([Text(when, "label", bold=False, width=wide, max_lines=2)] if when else [])]


def _title(entry: Entry, wide: float) -> Text:
    return Name(entry.title, ("head", "name", "title", "label"), lines=2, width=wide)


def _source(view: TimelineView, wide: float) -> Text:
    """The entry's own, else the exhibit's."""
    own = exhibition_words.source(view.chosen.source, None, view.demo and bool(view.chosen.source))
    told = own or "\n".join(filter(None, (exhibition_words.source("", None, view.demo), view.source)))
    return Text(exhibition_words.in_one_line(told), "note", "ink_2", max_lines=SOURCE_LINES, width=wide)
