"""请选一件要办的事: what is served now above, the services below; one tap is the order."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.tickets.terminal import sizes, words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.screens.services import service_row, service_tile
from kiosk.features.tickets.terminal.views import ChooseView
from kiosk.features.tickets.wire import ServiceNow, WindowNow
from kiosk.ui import language, look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import CARD_GAP, Air, High, IconSize, Stroke
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.text import Text

ROWS, ROWS_WIDE = 5, 4  # as rows with a description; more services are tiles, eight on a screen
TILES, ACROSS, ACROSS_WIDE = 8, 2, 4
ROWS_LARGE, ROWS_LARGE_OFFERED = 4, 3  # in large type there are rows alone, and screens of them
WINDOWS_SHOWN = 4


class Choose(Page):
    """`ChooseView` in rows; with more services than fit, pages of them."""

    name = "tickets.choose"
    lasting = True
    action_band = False

    def __init__(self, flow: TicketFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: ChooseView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self._heading(view)
        windows = view.windows[:WINDOWS_SHOWN]
        if windows:
            self.speak.add_widget(_now_serving(windows))
        shown, more = _page(view)
        self._lay_out(view, shown)
        pager = [pager_row(view.page, more, self._flow.turn, "tickets")] if more else []
        offered = [_priority_row(view.groups, self._flow, beside=bool(pager))] if _offers(view) else []
        if look.landscape() and pager and offered:
            self.body.add_widget(Row(*pager, *offered, gap=Air.L, size_hint_y=None, height=offered[0].height))
            return
        for part in (*pager, *([] if look.landscape() else [_what_is_left()]), *offered):
            self.body.add_widget(part)

    def on_back(self) -> bool:
        return self._flow.back_from_choosing()

    def _heading(self, view: ChooseView) -> None:
        note = words.CHOOSE_RETURNED if view.returned else words.CHOOSE_NOTE
        if view.priority:
            self.speak.add_widget(titles(words.CHOOSE_PRIORITY_TITLE))
            self.speak.add_widget(Steps(words.PRIORITY_STEPS, 1))
        else:
            self.speak.add_widget(titles(words.CHOOSE_TITLE, note))
        self.speak.add_widget(Gap())

    def _lay_out(self, view: ChooseView, shown: tuple[ServiceNow, ...]) -> None:
        tiles = _in_tiles(len(view.services))
        make = partial(
            service_tile if tiles else service_row, on_tap=self._flow.choose, busy=view.busy, priority=view.priority
        )  # fmt: skip
        made: list[Widget] = [make(service) for service in shown]
        across = (ACROSS_WIDE if look.landscape() else ACROSS) if tiles else 2 if look.landscape() else 1
        if across == 1:
            for row in made:
                row.size_hint_max_y = look.px(sizes.SERVICE_ROW_MOST)
                self.body.add_widget(row)
            return
        lines = TILES // across if tiles and len(view.services) > TILES else -(-len(made) // across)
        for start in range(0, lines * across, across):  # the last screen keeps the size of the others
            part = made[start : start + across]
            self.body.add_widget(Row(*part, *(Gap() for _ in range(across - len(part))), gap=CARD_GAP))


def _what_is_left() -> Gap:
    """Between services and what stands at the bottom: only what the services have no use for."""
    gap = Gap()
    gap.size_hint_y = 0.001
    return gap


def _in_tiles(services: int) -> bool:
    return services > (ROWS_WIDE if look.landscape() else ROWS) and not look.large()


def _page(view: ChooseView) -> tuple[tuple[ServiceNow, ...], int]:
    """The services of this page, and how many pages there are (0: all fit)."""
    most = ROWS_LARGE if look.large() else TILES
    if len(view.services) <= most:
        return view.services, 0
    if look.large() and _offers(view):
        most = ROWS_LARGE_OFFERED  # beside the way to turn and the priority numbers
    start = view.page * most
    return view.services[start : start + most], -(-len(view.services) // most)


def _offers(view: ChooseView) -> bool:
    """Whether the way to a priority number stands below the services."""
    return view.groups is not None and not view.priority


def _priority_row(groups: tuple[str, ...] | None, flow: TicketFlow, *, beside: bool) -> Flat:
    """优先号, below the services: who may have one, and the way there. `beside` the pager it is short."""
    take = PushButton(words.TAKE_PRIORITY, flow.ask_priority, tap="tickets.priority", kind="gold")
    take.size_hint_x, take.width = None, take.natural_width
    who = words.groups(groups or ())
    if look.landscape():
        who = who.replace("\n", "")
    note = Name(who, ("body", "note"), "ink_2")
    text = Column(Text(words.PRIORITY_ROW, "label", bold=True), note, gap=0, fit=True, pos_hint={"center_y": 0.5})
    low = look.landscape() or (beside and not look.large())
    high = look.px(High.ROW if low else High.BAND_L if look.large() else High.BAND)
    return Flat(
        Icon("wheelchair", IconSize.XL, "gold"), text, take, fill="gold_tint", edge="gold_line", border=Stroke.HAIR,
        across=True, padding=(Air.XL, 0), gap=Air.XL, size_hint_y=None, height=high,
    )  # fmt: skip


def _now_serving(windows: tuple[WindowNow, ...]) -> Flat:
    cells = []
    for window in windows:
        number = Text(window.number or "—", "head", serif=False, fit=False)
        name = language.named(window.name)
        if window.state != "open":
            name = words.window_paused(name)
        told = Name(name, ("note",), "ink_2")
        cells.append(Column(number, told, gap=0, fit=True, pos_hint={"center_y": 0.5}))
    if look.landscape():
        label = Text(words.NOW_SERVING_LANDSCAPE, "body", "ink_2", fit=True)
        flat = Flat(label, *cells, across=True, padding=(Air.XL, Air.M), gap=Air.XL, size_hint_y=None)
        flat.bind(minimum_height=flat.setter("height"))
        return flat
    row = Row(*cells, gap=Air.L, size_hint_y=None)
    row.bind(minimum_height=row.setter("height"))
    flat = Flat(Text(words.NOW_SERVING, "body", "ink_2"), row, padding=(Air.XL, Air.M), gap=Air.M, size_hint_y=None)
    flat.bind(minimum_height=flat.setter("height"))
    return flat
