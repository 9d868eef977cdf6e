"""One service to choose: as a row with its description, or as one of eight tiles; on both how long the wait is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.tickets.terminal import words
from kiosk.features.tickets.wire import ServiceNow
from kiosk.ui import language, look
from kiosk.ui.tokens import Air, BadgeSide, High
from kiosk.ui.widgets.icon import Badge
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Run, Runs, Text, with_figure
from kiosk.ui.widgets.tile import RowTile, TapCard


def service_row(service: ServiceNow, *, on_tap: Callable[[int], None], busy: int | None, priority: bool) -> RowTile:
    """As high as there is room. `busy`: the service whose number is being taken."""
    is_open = service.state == "open"
    note = service.description if is_open else words.paused(service.pause_reason, service.paused_until)
    taking = service.id == busy
    end = Runs(Run(words.TAKING, "label")) if taking else _beneath(*_state(service, priority=priority))
    mark = "" if taking else "caret-right" if is_open else "pause-circle"
    return RowTile(
        language.named(service.name), note, icon=service.icon, tap=f"service.{service.series}",
        on_tap=partial(on_tap, service.id), end=end, off=not is_open, mark=mark, size_hint_y=1,
    )  # fmt: skip


def service_tile(service: ServiceNow, *, on_tap: Callable[[int], None], busy: int | None, priority: bool) -> TapCard:
    """As a row, without the description."""
    is_open = service.state == "open"
    name = Name(
        language.named(service.name),
        ("title", "label", "body"),
        "ink" if is_open else "ink_2",
        pos_hint={"center_y": 0.5},
    )
    head = Row(Badge(service.icon, "red" if is_open else "off", BadgeSide.XS), name, gap=Air.M)
    top, note = _state(service, priority=priority)
    if service.id == busy:
        top, note = Runs(Run(words.TAKING, "label")), None
    foot = Row(top, Gap(), *([note] if note else []), gap=Air.S, size_hint_y=None, height=look.px(High.LINE))
    return TapCard(
        head, foot, tap=f"service.{service.series}", on_tap=partial(on_tap, service.id), off=not is_open,
        padding=(Air.L, Air.XS), gap=Air.XXS,
    )  # fmt: skip


def _beneath(top: Widget, note: Widget | None) -> Widget:
    parts = [top, *([note] if note else [])]
    wide = max(part.width for part in parts)
    for part in parts:
        part.pos_hint = {"right": 1}
    return Column(*parts, gap=0, fit=True, size_hint_x=None, width=wide, pos_hint={"center_y": 0.5})


def _state(service: ServiceNow, *, priority: bool) -> tuple[Widget, Widget | None]:
    """How many are ahead or when it goes on, and what that means in minutes."""
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
    return top, Text(note, "body", "ink_2", fit=True) if note else None
