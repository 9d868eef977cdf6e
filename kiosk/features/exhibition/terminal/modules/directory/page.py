"""What is done here, and where: who is on duty above, lines below, to be narrowed by place."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal import words as exhibition_words
from kiosk.features.exhibition.terminal.modules.directory import words
from kiosk.features.exhibition.terminal.modules.directory.flow import LIST, DirectoryFlow
from kiosk.features.exhibition.terminal.modules.directory.tabs import tab_high, tab_rows
from kiosk.features.exhibition.terminal.modules.directory.views import DirectoryView, Entry
from kiosk.features.exhibition.terminal.modules.roster.block import DutyBlock
from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, Places, paired
from kiosk.features.exhibition.terminal.sizes import DIRECTORY_PHOTO, DIRECTORY_PHOTO_LYING, PLACE_WIDE, TAB_HIGH
from kiosk.ui import look, places
from kiosk.ui.tokens import CARD_RADIUS, CELL_RADIUS, Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text


class DirectoryPage(ChoosingPage):
    name = LIST
    tap = "directory"
    places = Places(640, 112, (640, 150))
    marks = False

    def __init__(self, flow: DirectoryFlow) -> None:
        super().__init__()
        self._flow = flow
        self._block: DutyBlock | None = None
        self._narrowed: tuple[object, ...] = ()
        self._tabs: list[Widget] = []

    def show(self, view: DirectoryView) -> None:
        narrowed = (view.filters, view.chosen, view.turned, view.has_plan)
        if narrowed != self._narrowed:
            self._narrowed, self._tabs = narrowed, tab_rows(view, self._flow)
        tabs, a_row = self._tabs, tab_high() / look.theme().unit + look.theme().spaces.gap
        self.aside = 0 if look.landscape() else round(a_row * len(tabs))
        self.always_acts = look.landscape() or view.has_plan
        self.choose_from(view.entries, view.at, partial(self._row, view), self._flow.turn)
        self.head(view.title, exhibition_words.page_of(self.page, self.pages) if self.pages > 1 else "")
        duty = view.duty
        self.tell(
            (duty and (duty.when, duty.name, duty.line, duty.promise, duty.more), len(tabs)), partial(self._large, view)
        )
        if self._block:
            self._block.hang(duty.picture if duty else None)
        if self.acts_anew(narrowed):
            self._narrow(tabs)
            self._act(view, tabs)

    def leave(self) -> None:
        """Nothing of a person stays behind a page."""
        if self._block:
            self._block.drop()

    def on_back(self) -> bool:
        return self._flow.back()

    def _large(self, view: DirectoryView) -> Widget:
        duty, self._block = view.duty, None
        if duty is None:
            return _Without()
        photo = (DIRECTORY_PHOTO_LYING if look.landscape() else DIRECTORY_PHOTO)[0]
        self._block = DutyBlock(
            duty.when, duty.name, duty.line, duty.promise, self.chosen_room, photo, more=duty.more,
            demo=duty.demo and bool(duty.name),
        )  # fmt: skip
        return self._block

    def _narrow(self, tabs: list[Widget]) -> None:
        self.strip.clear_widgets()
        if look.landscape():
            return
        gap = look.theme().spaces.gap
        self.strip.spacing = look.px(gap)
        for row in tabs:
            self.strip.add_widget(row)
        self.strip.add_widget(Gap())

    def _act(self, view: DirectoryView, tabs: list[Widget]) -> None:
        plan = PushButton(words.PLAN, self._flow.plan, tap="directory.plan", icon="map-trifold")
        if not look.landscape():
            self.turn_actions(*([plan] if view.has_plan else []))
            return
        turn = self.turns(TAB_HIGH) if self.pages > 1 else ()
        for button in turn:
            button.height = tab_high()
        self.set_actions(*tabs, *paired(*turn))

    def _row(self, view: DirectoryView, number: int) -> ChoiceRow:
        entry = view.entries[number]
        open_it = partial(self._flow.open_entry, entry.kind, entry.number)
        return _EntryRow(entry, tap=f"{self.tap}.{number + 1}", on_tap=open_it)


class _EntryRow(ChoiceRow):
    """A line that leads on."""

    def __init__(self, entry: Entry, **rest: object) -> None:
        lead = _Place(entry.badge, entry.area) if entry.badge or entry.area else None
        super().__init__(entry.title, entry.note, lead=lead, **rest)  # type: ignore[arg-type]
        if entry.chip:
            chip = Chip(entry.chip, "gold")
            chip.pos_hint = {"center_y": 0.5}
            self.add_widget(chip, index=1)


class _Place(Flat):
    """1 号 over 1 楼窗口."""

    def __init__(self, badge: str, area: str) -> None:
        wide = look.px(PLACE_WIDE)
        inner = wide - look.px(2 * Air.XS)
        above = (
            [Name(badge, ("label", "body", "note"), "pine_ink", lines=1, halign="center", width=inner)] if badge else []
        )
        token = ("note",) if badge else ("body", "note")
        below = [Name(area, token, "pine_ink", lines=1, halign="center", width=inner)] if area else []
        super().__init__(
            Gap(), *above, *below, Gap(), fill="pine_tint", radius=CELL_RADIUS, gap=0, padding=(Air.XS, 0),
            size_hint=(None, 0.86), width=wide, pos_hint={"center_y": 0.5},
        )  # fmt: skip


class _Without(Card):
    """Above a directory where no roster is on: the hall's picture and what to do."""

    def __init__(self) -> None:
        asset = "" if look.contrast() else places.hero(look.theme())
        drawn = [Picture(asset, mode="cover", radius=(CARD_RADIUS, CARD_RADIUS, 0, 0))] if asset else [Gap()]
        hint = Text(words.HINT, "label", "ink", bold=False, halign="center")
        super().__init__(*drawn, hint, *([] if asset else [Gap()]), gap=Air.M, padding=(0, 0, 0, Air.L))
