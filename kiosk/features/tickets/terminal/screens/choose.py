"""请选一件要办的事: what is served now above, the services below; one tap is the order."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from kivy.uix.widget import Widget

from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.terminal.flow import TicketFlow
from kiosk.features.tickets.terminal.views import ChooseView
from kiosk.features.tickets.wire import ServiceNow, WindowNow
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import CARD_GAP
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.text import Run, Runs, Text, with_figure
from kiosk.ui.widgets.tile import RowTile

ROWS = 5
ROWS_PAGED = 4
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
        if windows and not (view.priority and look.large() and not look.landscape()):  # no room for steps and windows
            self.speak.add_widget(_now_serving(windows))
        shown, more = _page(view)
        high = _row_height(view, len(shown), paged=bool(more))
        rows = [_row(service, self._flow, high, view) for service in shown]
        self._lay_rows(rows)
        pager = [pager_row(view.page, more, self._flow.turn, "tickets")] if more else []
        offered = [_priority_row(view.groups, self._flow, beside=bool(pager))] if _offers(view) else []
        if look.landscape() and pager and offered:
            self.body.add_widget(Row(*pager, *offered, gap=24, size_hint_y=None, height=offered[0].height))
            return
        for part in (*pager, *([] if look.landscape() else [Gap()]), *offered):
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

    def _lay_rows(self, rows: list[Widget]) -> None:
        if not look.landscape():
            for row in rows:
                self.body.add_widget(row)
            return
        for i in range(0, len(rows), 2):
            pair = rows[i : i + 2]
            self.body.add_widget(Row(*pair, *([Gap()] if len(pair) == 1 else []), gap=CARD_GAP))


def _page(view: ChooseView) -> tuple[tuple[ServiceNow, ...], int]:
    """The services of this page, and how many pages there are (0: all fit)."""
    rows = ROWS_PAGED if look.large() or look.landscape() else ROWS
    if len(view.services) <= rows:
        return view.services, 0
    pages = -(-len(view.services) // ROWS_PAGED)
    start = view.page * ROWS_PAGED
    return view.services[start : start + ROWS_PAGED], pages


def _row_height(view: ChooseView, rows: int, *, paged: bool) -> int:
    """dpx; what the body holds beside the row of priority numbers."""
    if _offers(view):
        return 172 if paged else 190 if rows <= ROWS_PAGED else 160
    return 208 if paged else 224 if look.large() else 236 if rows <= ROWS_PAGED else 196


def _offers(view: ChooseView) -> bool:
    """Whether the way to a priority number stands below the services."""
    return view.groups is not None and not view.priority


def _priority_row(groups: tuple[str, ...] | None, flow: TicketFlow, *, beside: bool) -> Flat:
    """优先号, below the services: who may have one, and the way there. `beside` the pager it is short in landscape."""
    take = PushButton(words.TAKE_PRIORITY, flow.ask_priority, tap="tickets.priority", kind="gold")
    take.size_hint_x, take.width = None, max(take.natural_width, look.px(230))
    who = words.groups(groups or ())
    if look.landscape():
        who = who.replace("\n", "")
    note = [] if look.large() or (beside and look.landscape()) else [Text(who, "body", "ink_2", max_lines=2)]
    text = Column(Text(words.PRIORITY_ROW, "label", bold=True), *note, gap=0, fit=True, pos_hint={"center_y": 0.5})
    high = look.px(150 if look.large() or look.landscape() else 196)
    return Flat(
        Icon("wheelchair", 68, "gold"), text, take, fill="gold_tint", edge="gold_line", border=2, across=True,
        padding=(36, 0), gap=32, size_hint_y=None, height=high,
    )  # fmt: skip


def _now_serving(windows: tuple[WindowNow, ...]) -> Flat:
    cells = []
    for window in windows:
        number = Text(window.number or "—", "head", serif=False, fit=False)
        name = window.name if window.state == "open" else words.window_paused(window.name)
        cells.append(
            Column(number, Text(name, "note", "ink_2", max_lines=1), gap=0, fit=True, pos_hint={"center_y": 0.5})
        )
    if look.landscape():
        label = Text(words.NOW_SERVING_LANDSCAPE, "body", "ink_2", fit=True)
        return Flat(label, *cells, across=True, padding=(40, 16), gap=40, size_hint_y=None, height=look.px(190))
    row = Row(*cells, gap=24, size_hint_y=None, height=look.px(150 if not look.large() else 176))
    high = look.px(230 if not look.large() else 260)
    return Flat(Text(words.NOW_SERVING, "body", "ink_2"), row, padding=(36, 18), gap=4, size_hint_y=None, height=high)


def _row(service: ServiceNow, flow: TicketFlow, high: int, view: ChooseView) -> RowTile:
    open_now, busy = service.state == "open", service.id == view.busy
    note = service.description if open_now else words.paused(service.pause_reason, service.paused_until)
    short = look.large() or look.landscape()
    rest: dict[str, Any] = {"size_hint_y": 1} if look.landscape() else {}
    return RowTile(
        service.name, "" if short and len(note) > (8 if look.large() else 14) else note,
        icon=service.icon, tap=f"service.{service.series}", on_tap=partial(flow.choose, service.id),
        end=_busy() if busy else _state(service, priority=view.priority), off=not open_now, height=high,
        mark="" if busy else "caret-right" if open_now else "pause-circle", **rest,
    )  # fmt: skip


def _busy() -> Widget:
    return Runs(Run(words.TAKING, "label"))


def _state(service: ServiceNow, *, priority: bool) -> Widget:
    if priority:
        service = replace(
            service, ahead=service.priority_ahead, wait_low_minutes=service.priority_low_minutes,
            wait_high_minutes=service.priority_high_minutes,
        )  # fmt: skip
    if service.state != "open":
        top = Runs(Run(service.paused_until or words.PAUSED, "title", "ink_2"))
        note = words.RESUMES if service.paused_until else ""
    elif service.ahead == 0 and service.wait_high_minutes == 0:
        top, note = Runs(Run(words.NO_WAIT, "title")), words.NO_WAIT_NOTE
    elif service.ahead == 0:
        top = Runs(Run(words.NOBODY_AHEAD, "label"))
        note = words.wait(service.wait_low_minutes, service.wait_high_minutes)
    else:
        top = Runs(*with_figure(words.ahead(service.ahead), "title"))
        note = words.wait(service.wait_low_minutes, service.wait_high_minutes)
    parts: list[Widget] = [top]
    if note:
        parts.append(Text(note, "body", "ink_2", fit=True))
    wide = max(part.width for part in parts)
    for part in parts:
        part.pos_hint = {"right": 1}
    return Column(*parts, gap=0, fit=True, size_hint_x=None, width=wide, pos_hint={"center_y": 0.5})
