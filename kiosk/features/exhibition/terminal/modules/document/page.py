"""A document open: its text left, the rail right; under it the headings nearby, its footnotes on the page itself."""

from __future__ import annotations

from functools import partial

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from content.kinds.document import Note
from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.modules.document import words
from kiosk.features.exhibition.terminal.modules.document.flow import TEXT, DocumentFlow
from kiosk.features.exhibition.terminal.modules.document.marked import DocumentPages
from kiosk.features.exhibition.terminal.modules.document.views import DocumentView
from kiosk.features.exhibition.terminal.sizes import CONTENTS_HIGH, NOTES_HIGH, NOTES_HIGH_LARGE, SOURCE_HIGH
from kiosk.ui import look
from kiosk.ui import words as ui_words
from kiosk.ui.page import Page
from kiosk.ui.places import TITLE_HIGH
from kiosk.ui.tokens import CARD_GAP, CELL_RADIUS, Air, IconSize, Stroke
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Flat
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.paged.paged_reader import PagedReader
from kiosk.ui.widgets.paged.rail import RailAction
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import TapCard

TITLES = ("name", "title", "label", "body")
NEARBY = 3  # headings in the panel under the text; the fourth place leads to all
_Laid = tuple[str, tuple[tuple[str, str], ...]]


class DocumentPage(Page):
    name = TEXT
    split = False
    reading = True
    lasting = True

    def __init__(self, flow: DocumentFlow) -> None:
        self.action_band = not look.landscape()  # type: ignore[misc]
        super().__init__()
        self.flow = flow
        self._reader = PagedReader(flow.turn, tap="document", word=exhibition_words.READ_TO, changed=self._counted)
        self._head = Row(gap=Air.M, size_hint_y=None, height=look.px(TITLE_HIGH))
        self.whole.spacing = 0
        self.whole.add_widget(self._head)
        self.whole.add_widget(self._reader)
        self._view: DocumentView | None = None
        self._pages: DocumentPages | None = None
        self._laid_out: _Laid = ("", ())
        self._marked: object = ()
        self._headed: tuple[str, ...] = ()

    def show(self, view: DocumentView) -> None:
        if self._pages is None or self._laid_out != (view.key, view.blocks):
            self._laid_out = (view.key, view.blocks)
            self._pages, self._marked = DocumentPages(view.blocks, *self._room(view)), ()
            self._reader.open(self._pages)
        self._view = view
        self._mark(view)
        self._reader.show(view.page, view.pages, more=self._more(view))
        if view.goal is not None and self.parent:
            self._reader.to(partial(_page_of, self._pages, view.goal))
            if view is not self._view:  # it was laid out, and the flow has shown it
                return
        self._around(view)

    @property
    def screens(self) -> int:
        """How many there are; 0 while they are still counted."""
        return self._reader.pages

    def on_back(self) -> bool:
        return self.flow.back()

    def enter(self) -> None:
        """Where it was left half counted, or is to be turned to a place."""
        if self._view:
            self.show(self._view)

    def leave(self) -> None:
        """What was looked for goes; the layout of the text stays."""
        self._reader.rest()
        self._reader.clear_side()
        self._view = None
        if self._pages and self._marked:
            self._pages.mark(())
            self._marked = ()
            self._reader.redraw()

    def _mark(self, view: DocumentView) -> None:
        if self._pages and view.found != self._marked:
            self._marked = view.found
            self._pages.mark(view.found)
            self._reader.redraw()

    def _counted(self) -> None:
        """How many screens there are has become known."""
        if self._view:
            self.show(self._view)

    # -- around the text ----------------------------------------------------------------------------------------------

    def _around(self, view: DocumentView) -> None:
        page, pages = self._reader.page, self._reader.pages
        place = ui_words.screen_of(page, pages) if pages else ""
        if (view.title, place, view.source) != self._headed:
            self._headed = (view.title, place, view.source)
            self._head.clear_widgets()
            self._head.add_widget(Name(view.title, TITLES, lines=1, pos_hint={"center_y": 0.5}))
            if place:
                chip = Chip(place, "pine")
                chip.pos_hint = {"center_y": 0.5}
                self._head.add_widget(chip)
        self._foot(view, page)
        self._set_band(view)
        self._reader.put_aside(self._nearby(view, page) if _has_panel(view) else None)

    def _set_band(self, view: DocumentView) -> None:
        if look.landscape():
            return
        source = Text(view.source, "note", "ink_2", max_lines=3, pos_hint={"center_y": 0.5})
        extra = [self._voice_button(view)] if view.can_hear and not _has_panel(view) else []
        self.set_actions(source, *extra)
        for button in extra:
            button.size_hint_x, button.width = None, button.natural_width

    def _voice_button(self, view: DocumentView) -> PushButton:
        word, icon = (words.BE_QUIET, "pause") if view.aloud else (words.READ_ALOUD, "speaker-high")
        call = self.flow.be_quiet if view.aloud else self._read_aloud
        return PushButton(word, call, tap="document.quiet" if view.aloud else "document.aloud", icon=icon)

    def _more(self, view: DocumentView) -> tuple[RailAction, ...]:
        actions = []
        if len(view.headings) > 1 and not _has_panel(view):
            actions.append(RailAction(words.CONTENTS, "list-bullets", self._all, "document.contents", bold=False))
        actions.append(RailAction(words.FIND, "magnifying-glass", self.flow.find, "document.find", bold=False))
        if len(actions) > 1:
            return tuple(actions)
        if view.aloud:
            actions.append(RailAction(words.BE_QUIET, "pause", self.flow.be_quiet, "document.quiet", bold=False))
        elif view.can_hear:
            icon = "speaker-high"
            actions.append(RailAction(words.READ_ALOUD, icon, self._read_aloud, "document.aloud", bold=False))
        return tuple(actions)

    def _all(self) -> None:
        self.flow.contents(self._now())

    def _now(self) -> int:
        """The heading that is read under."""
        return self._pages.heading_at(self._reader.page) if self._pages and self._pages.ready else 0

    def _read_aloud(self) -> None:
        self.flow.read_aloud(self._reader.told_from(self._reader.page))

    def _room(self, view: DocumentView) -> tuple[float, float]:
        wide, high = self._reader.room
        high -= look.px(CONTENTS_HIGH + CARD_GAP) if _has_panel(view) else 0
        high -= look.px(SOURCE_HIGH) if look.landscape() else 0
        return wide, high - (look.px(_notes_high() + Air.S) if view.notes else 0)

    def _foot(self, view: DocumentView, page: int) -> None:
        """The notes that are called on this page; on a wide panel also the source."""
        foot = self._reader.foot
        foot.clear_widgets()
        ready = self._pages is not None and page < max(1, self._pages.ready)
        if self._pages and ready and (notes := self._pages.notes_on(page, view.notes)):
            foot.add_widget(self._notes(notes))
        if look.landscape():
            foot.add_widget(Text(exhibition_words.in_one_line(view.source), "note", "ink_2", max_lines=1))

    def _notes(self, notes: tuple[Note, ...]) -> TapCard:
        text = "\n".join(f"{note.sign}{note.text}" for note in notes)
        told = Text(text, "note", "ink", max_lines=2, pos_hint={"center_y": 0.5})
        caret = Icon("caret-right", IconSize.CARET, "ink_2", bold=True)
        return TapCard(
            told, caret, tap="document.notes", on_tap=partial(self.flow.notes, notes), across=True, fill="sunken",
            radius=CELL_RADIUS, padding=(Air.L, 0), gap=Air.S, size_hint_y=None, height=look.px(_notes_high()),
        )  # fmt: skip

    # -- the headings nearby ------------------------------------------------------------------------------------------

    def _nearby(self, view: DocumentView, page: int) -> Flat:
        headings, now = view.headings, self._now()
        first = max(0, min(now - 1, len(headings) - NEARBY))
        grid = GridLayout(rows=2, spacing=look.px(Air.M), orientation="tb-lr")
        for number in range(first, min(len(headings), first + NEARBY)):
            grid.add_widget(self._heading(headings[number][1], number, now))
        grid.add_widget(
            TapCard(
                Text(words.all_contents(len(headings)), "body", bold=True, max_lines=1, pos_hint={"center_y": 0.5}),
                Icon("caret-right", IconSize.CARET, "ink_2", bold=True), tap="document.contents", on_tap=self._all,
                radius=CELL_RADIUS, across=True, padding=(Air.L, 0), gap=Air.S,
            )
        )  # fmt: skip
        flat = Flat(Text(words.NEARBY, "body", bold=True), grid, padding=(Air.XL, Air.L), gap=Air.S)
        flat.size_hint_y, flat.height = None, look.px(CONTENTS_HIGH)
        return flat

    def _heading(self, text: str, number: int, now: int) -> Widget:
        on = number == now
        word = Text(
            text, "body", "primary_ink" if on else "ink", bold=on, max_lines=1, pos_hint={"center_y": 0.5}
        )  # fmt: skip
        return TapCard(
            word, tap=f"document.heading.{number}", on_tap=partial(self.flow.to_heading, number),
            fill="primary_tint" if on else "surface", edge="primary" if on else "", border=Stroke.CHOSEN,
            radius=CELL_RADIUS, across=True, padding=(Air.L, 0), gap=Air.S,
        )  # fmt: skip


def _page_of(pages: DocumentPages, place: tuple[int, int], _document: object) -> int | None:
    return pages.page_of_place(place)


def _has_panel(view: DocumentView) -> bool:
    """Whether headings stand under the text: on an upright panel, in type that leaves them room."""
    return len(view.headings) > NEARBY and not look.large() and not look.landscape()


def _notes_high() -> int:
    return NOTES_HIGH_LARGE if look.large() else NOTES_HIGH
