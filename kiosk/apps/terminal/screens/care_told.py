"""Maintenance pages that only tell: network and hall service, recent troubles, what a diagnosis holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from kivy.uix.widget import Widget

from kiosk.apps.terminal.care import words
from kiosk.apps.terminal.care.flow import CareFlow
from kiosk.apps.terminal.care.views import NetworkView, Trouble, TroublesView
from kiosk.apps.terminal.screens.care_devices import StaffLight, StaffPaper, StaffPrinter, StaffReader, StaffSound
from kiosk.apps.terminal.screens.care_packs import StaffPacks, StaffPacksBack, StaffStick
from kiosk.apps.terminal.screens.care_panel import StaffColours, StaffTouch
from kiosk.apps.terminal.screens.care_parts import CarePage, FactRow, in_columns
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.paged.pager import pager
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text

ROWS, ROWS_LYING = 8, 5


class StaffNetwork(CarePage):
    name = "staff.network"
    split = False

    def show(self, view: NetworkView) -> None:
        self.whole.clear_widgets()
        self.whole.add_widget(titles(words.NETWORK_TITLE, words.NETWORK_NOTE))
        self.whole.add_widget(in_columns(list(_network(view)), 2 if look.landscape() else 1))
        self.whole.add_widget(Gap())
        self.set_actions(
            PushButton(
                words.ASK_AGAIN, self.flow.network, tap="staff.network.again", icon="arrows-clockwise", icon_bold=True
            )
        )


def _network(view: NetworkView) -> Iterator[Widget]:
    for one in view.interfaces:
        what = f"{words.WIRELESS if one.wireless else words.WIRED} {one.name}"
        state = one.address or (words.NO_ADDRESS if one.up else words.NET_DOWN)
        yield FactRow(what, state, bool(one.address) if one.up else None)
    yield FactRow(words.NET_NAME, view.terminal)
    yield FactRow(words.NET_HALL, view.url)
    away = words.NOT_JOINED if view.why is None else words.HALL_AWAY
    yield FactRow(words.NET_STATE, words.HALL_THERE if view.online else away, view.online)
    if view.why:
        yield NoticeStrip(view.why, "warning", "warn")
    yield FactRow(words.NET_HEARD, words.heard(view.heard) if view.heard else words.NEVER_HEARD)


class StaffTroubles(CarePage):
    name = "staff.troubles"
    split = False

    def show(self, view: TroublesView) -> None:
        rows = ROWS_LYING if look.landscape() else ROWS
        self.whole.clear_widgets()
        self.whole.add_widget(titles(words.TROUBLES_TITLE))
        if not view.troubles:
            self.whole.add_widget(
                StateCard(
                    "plain",
                    words.TROUBLES_NONE,
                    words.TROUBLES_NONE_NOTE,
                    icon="check-circle",
                    size_hint_y=None,
                    height=look.px(High.CARD),
                )
            )
            self.whole.add_widget(Gap())
            self.set_actions()
            return
        for trouble in view.troubles[view.page * rows : (view.page + 1) * rows]:
            self.whole.add_widget(_trouble(trouble))
        self.whole.add_widget(Gap())
        pages = -(-len(view.troubles) // rows)
        self.set_actions(*(pager(view.page, pages, self.flow.turn_troubles, "staff.troubles") if pages > 1 else ()))


def _trouble(trouble: Trouble) -> Card:
    """When, what, how; a code that no catalogue knows stands as it is."""
    is_good = trouble.kind in ("well", "online")
    sign = Icon("check-circle" if is_good else "warning", IconSize.M, "ok_ink" if is_good else "warn")
    what = words.DEVICES.get(trouble.device, trouble.device)
    how = words.KINDS.get(trouble.kind, trouble.kind)
    return Card(
        sign, Text(words.trouble_at(trouble.at), "body", "ink_2", max_lines=1, size_hint_x=0.9),
        Text(what, "body", bold=True, max_lines=1, size_hint_x=0.7), Text(how, "body", max_lines=2),
        across=True, padding=(Air.XL, 0), gap=Air.M, size_hint_y=None, height=look.px(High.BUTTON),
    )  # fmt: skip


class StaffDiagnosis(CarePage):
    name = "staff.diagnosis"

    def __init__(self, flow: CareFlow) -> None:
        super().__init__(flow)
        self.speak.add_widget(titles(words.DIAGNOSIS_TITLE, words.DIAGNOSIS_NOTE))
        self.speak.add_widget(Gap())
        rows = [
            Row(Icon("check", IconSize.M, "pine", bold=True), Text(line, "body"), gap=Air.M, size_hint_y=None)
            for line in words.DIAGNOSIS_HOLDS
        ]
        for row in rows:
            row.bind(minimum_height=row.setter("height"))
        holds = Card(*rows, padding=(Air.XXL, Air.XL), gap=Air.M, size_hint_y=None)
        holds.bind(minimum_height=holds.setter("height"))
        self.body.add_widget(holds)
        self.body.add_widget(Gap())
        self.set_actions(
            PushButton(
                words.SAVE, partial(flow.stick.look, "diagnosis"), tap="staff.diagnosis.save", kind="primary",
                icon="download-simple", icon_bold=True,
            )
        )  # fmt: skip


def pages(flow: CareFlow) -> dict[str, Callable[[], Page]]:
    found: tuple[type[CarePage | StaffPacksBack], ...] = (
        StaffPrinter, StaffPaper, StaffReader, StaffTouch, StaffColours, StaffSound, StaffLight, StaffPacks,
        StaffPacksBack, StaffStick, StaffNetwork, StaffTroubles, StaffDiagnosis,
    )  # fmt: skip
    return {page.name: partial(page, flow) for page in found}
