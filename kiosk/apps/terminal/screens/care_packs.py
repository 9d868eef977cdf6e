"""Maintenance of what plays: the packs, back to the version before, and a stick for packs or the diagnosis."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.apps.terminal import words as own
from kiosk.apps.terminal.care import words
from kiosk.apps.terminal.care.flow import CareFlow
from kiosk.apps.terminal.care.views import GoBackView, PacksView, StickView
from kiosk.apps.terminal.packs_here import ShownPack
from kiosk.apps.terminal.screens.care_parts import CarePage, filled
from kiosk.core.stick.wire import Stick
from kiosk.ui import look
from kiosk.ui.page import titles
from kiosk.ui.question import Answer, QuestionPage
from kiosk.ui.tokens import BadgeSide, High
from kiosk.ui.widgets.bars import Bar
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile, infotile

ROWS, ROWS_LYING = 4, 2
STICK_ROWS, STICK_ROWS_LYING = 5, 2


class StaffPacks(CarePage):
    name = "staff.packs"

    def show(self, view: PacksView) -> None:
        self.speak.clear_widgets()
        self.speak.add_widget(titles(words.packs_title(len(view.packs)) if view.packs else words.NO_PACKS))
        self.speak.add_widget(NoticeStrip(*_told(view)))
        self.speak.add_widget(Gap())
        rows = ROWS_LYING if look.landscape() else ROWS
        pages = -(-len(view.packs) // rows)
        shown = view.packs[view.page * rows : (view.page + 1) * rows]
        parts: list[Widget] = [_pack(pack) for pack in shown]
        if pages > 1:
            parts.append(pager_row(view.page, pages, self.flow.turn_packs, "staff.packs"))
        filled(self.body, *parts)
        back = PushButton(
            words.GO_BACK, self.flow.go_back, tap="staff.packs.back", icon="arrow-counter-clockwise", icon_bold=True,
            off=not view.can_go_back,
        )  # fmt: skip
        stick = PushButton(
            words.FROM_STICK,
            partial(self.flow.stick.look, "packs"),
            tap="staff.packs.stick",
            icon="usb",
            kind="primary",
        )
        self.set_actions(back, stick)


def _told(view: PacksView) -> tuple[str, str, str]:
    """Words, sign and tint of the strip: what was just done, why it lags, or that all is as it should be."""
    if view.told:
        return view.told, "check-circle" if view.well else "warning", "ok" if view.well else "warn"
    if view.lag:
        return view.lag, "warning", "warn"
    return words.UP_TO_DATE if view.can_go_back else own.NO_RELEASE_BEFORE, "info", "plain"


def _pack(pack: ShownPack) -> Widget:
    line = words.pack_line(pack.version, pack.since, words.SOURCES[pack.source])
    return infotile(pack.title, line, "package", tint="pine", height=High.ROW, badge_side=BadgeSide.S)


class StaffPacksBack(QuestionPage):
    """Asked once, on a full screen."""

    name = "staff.packs.back"
    nav = ("home",)
    private = True

    def __init__(self, flow: CareFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: GoBackView) -> None:
        self.ask(
            words.GO_BACK_SURE, words.GO_BACK_NOTE,
            Answer(words.GO_BACK, partial(self._flow.sure_go_back, words.WENT_BACK), "staff.packs.back.yes"),
            Answer(words.KEEP, self._flow.packs, "staff.packs.back.no", kind="primary"),
        )  # fmt: skip


class StaffStick(CarePage):
    """Which one, how far it is, how it ended."""

    name = "staff.stick"
    nav = ("back",)

    def show(self, view: StickView) -> None:
        self.speak.clear_widgets()
        self.speak.add_widget(titles(words.STICK_TITLES[view.purpose]))
        for part in _said(view):
            self.speak.add_widget(part)
        rows = STICK_ROWS_LYING if look.landscape() else STICK_ROWS
        usable_first = sorted(view.sticks, key=lambda stick: bool(stick.why))
        filled(self.body, *(self._stick(stick) for stick in usable_first[:rows]))
        self.set_actions(
            PushButton(
                words.LOOK_AGAIN, self.flow.stick.look_again, tap="staff.stick.again", icon="arrows-clockwise",
                icon_bold=True, off=view.phase in ("looking", "working"),
            )
        )  # fmt: skip

    def _stick(self, stick: Stick) -> Widget:
        note = words.REASONS[stick.why] if stick.why else words.stick_line(stick.bytes)
        return RowTile(
            f"{stick.title} ({stick.stick})", note, tap=f"staff.stick.{stick.stick}", icon="usb", tint="pine",
            on_tap=partial(self.flow.stick.use, stick.stick), off=bool(stick.why), height=High.ROW,
            badge_side=BadgeSide.S,
        )  # fmt: skip


def _said(view: StickView) -> list[Widget]:
    match view.phase:
        case "looking":
            return [StateCard("plain", words.STICK_LOOKING, icon="usb")]
        case "choose":
            return [StateCard("plain", words.STICK_CHOOSE, words.STICK_CHOOSE_NOTES[view.purpose], icon="usb")]
        case "working":
            far = words.copied(view.done, view.of) if view.of else ""
            bar = Column(Bar(view.done / view.of if view.of else 0), Text(far, "body", "ink_2"), fit=True)
            return [StateCard("plain", words.STICK_WORKING[view.purpose], icon="hourglass-medium", under=(bar,))]
        case "done":
            return [StateCard("plain", words.STICK_DONE[view.purpose], view.told, icon="check-circle")]
    return [StateCard("error", words.STICK_NOT[view.purpose], view.told or words.REASONS[view.reason])]
