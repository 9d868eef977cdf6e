"""The staff pages: PIN, how the machine stands and its parts, and 真的吗 before the visitor's screen goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from kivy.uix.widget import Widget

from kiosk.apps.terminal import words
from kiosk.apps.terminal.care import words as care
from kiosk.apps.terminal.care.views import SECTIONS, About, CareView, Section
from kiosk.apps.terminal.maintenance import WayOut
from kiosk.apps.terminal.screens.care_parts import in_columns
from kiosk.apps.terminal.staff import PinView, StaffFlow, SureView
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.question import Answer, QuestionPage
from kiosk.ui.tokens import CARD_GAP, Air, BadgeSide, IconSize
from kiosk.ui.voice import words as voice_words
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile
from kiosk.ui.widgets.typing.digit_pad import DigitPad, SecretField


class StaffPin(Page):
    """Six to twelve digits; nothing is shown of them but their number."""

    name = "staff.pin"
    nav = ("home",)
    private = True

    def __init__(self, flow: StaffFlow) -> None:
        super().__init__()
        self._field = SecretField(words.STAFF_ENTER)
        self._head = Column(fit=True)
        self.speak.add_widget(self._head)
        self.speak.add_widget(Gap())
        self.speak.add_widget(self._field)
        self.body.add_widget(DigitPad(flow.key, words.CLEAR))
        self._enter = PushButton(words.ENTER, flow.enter, tap="staff.enter", kind="primary")
        self.set_actions(self._enter)

    def show(self, view: PinView) -> None:
        self._head.clear_widgets()
        no_pin = view.prompt == words.STAFF_NO_PIN
        self._head.add_widget(titles(words.STAFF_TITLE, words.STAFF_NO_PIN_NOTE if no_pin else ""))
        self._field.ask(view.prompt)
        self._field.length, self._field.wrong = view.entered, view.wrong or view.locked
        self._enter.off = not view.can_enter


class Staff(Page):
    """How the machine stands, a tile for each part, and the ways out."""

    name = "staff"
    nav = ("home",)
    private = True

    def __init__(self, flow: StaffFlow) -> None:
        super().__init__()
        self._flow = flow
        signs = ("", "", "") if look.large() else ("sign-out", "power", "arrows-clockwise")
        ways: tuple[tuple[str, WayOut], ...] = (
            (words.STAFF_DESKTOP, "desktop"), (words.STAFF_POWER, "power"), (words.STAFF_RESTART, "restart"),
        )  # fmt: skip
        self.set_actions(
            *(
                PushButton(word, partial(flow.choose, way), tap=f"staff.{way}", icon=sign, icon_bold=way != "desktop")
                for (word, way), sign in zip(ways, signs, strict=True)
            )
        )

    def show(self, view: CareView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        facts = list(_facts(view.about))
        states = {section: _state(section, view) for section in SECTIONS}
        wells = [well for _, _, well in facts] + [well for _, well in states.values()]
        for part in _head(view, facts, care.to_look_at(sum(wells), wells.count(False))):
            self.speak.add_widget(part)
        across = 4 if look.landscape() else 2
        tiles = [self._tile(section, *state) for section, state in states.items()]
        for first in range(0, len(tiles), across):
            row = tiles[first : first + across]
            self.body.add_widget(Row(*row, *(Gap() for _ in range(across - len(row))), gap=CARD_GAP))

    def _tile(self, section: Section, note: str, well: bool) -> RowTile:
        fill, edge = ("surface", "") if well else ("warn_tint", "warn_edge")
        return RowTile(
            care.SECTIONS[section], note, tap=f"staff.open.{section}", icon=_icon(section, well=well),
            tint="pine" if well else "warn", mark="", badge_side=BadgeSide.XS, size_hint_y=1,
            on_tap=partial(self._flow.open, section), fill=fill, edge=edge,
        )  # fmt: skip


ICONS: dict[Section, str] = {
    "printer": "printer", "paper": "scroll", "reader": "identification-card", "touch": "hand-tap",
    "sound": "speaker-high", "light": "sun", "packs": "package", "network": "network", "troubles": "list-bullets",
    "diagnosis": "download-simple",
}  # fmt: skip


def _icon(section: Section, *, well: bool) -> str:
    """None on a wide panel: it has the room for the words alone."""
    return "" if look.landscape() else ICONS[section] if well else "warning"


WELL_PRINTER = ("", "never_answers", "printer_busy")
LEAST_FREE_BYTES, MOST_WAITING, MOST_CELSIUS = 1_000_000_000, 100, 80.0


def _state(section: Section, view: CareView) -> tuple[str, bool]:
    """What stands under the name of the part, and whether all is well."""
    match section:
        case "printer":
            return care.PRINTER.get(view.printer, care.NO_ANSWER), view.printer in WELL_PRINTER
        case "reader":
            return (care.WELL if view.reader else care.NO_ANSWER), view.reader
        case "sound":
            level = "" if view.sound or view.volume is None else care.level(view.volume)
            return level or _sound(view.sound), view.sound in ("", "off", "starting")
        case "light":
            return (care.NOT_SETTABLE if view.brightness is None else care.percent(view.brightness)), True
        case "packs":
            return view.packs_lag or care.packs(view.packs), not view.packs_lag and view.packs > 0
        case "network":
            away = care.NOT_JOINED if view.about.hall_why is None else care.HALL_AWAY
            return (care.HALL_THERE if view.about.hall_online else away), view.about.hall_online
        case "troubles":
            return (care.troubles(view.troubles) if view.troubles else care.NO_TROUBLES), True
    return care.NOTES[section], True


def _sound(state: str) -> str:
    """In a word or two; the page behind it says why."""
    if state == "off":
        return voice_words.FACT_OFF
    return care.SILENT if state not in ("", "starting") else care.WELL


def _facts(about: About) -> Iterator[tuple[str, str, bool]]:
    """What, how it is, whether it is well."""
    yield care.FACT_ADDRESS, about.address or care.NO_ADDRESS, True
    yield care.FACT_VERSION, about.version, True
    yield care.FACT_CLOCK, care.CLOCK_KEPT if about.clock_kept else care.CLOCK_LEFT, about.clock_kept
    yield care.FACT_UP, care.up(about.up_seconds), True
    yield care.FACT_WAITING, care.waiting(about.waiting), about.waiting < MOST_WAITING
    yield care.FACT_DISK, care.free(about.free_bytes), about.free_bytes > LEAST_FREE_BYTES
    if about.celsius is not None:
        yield care.FACT_CELSIUS, care.celsius(about.celsius), about.celsius < MOST_CELSIUS


def _head(view: CareView, facts: list[tuple[str, str, bool]], summary: str) -> list[Widget]:
    """Title, one sentence on all there is, somebody's wrong PINs, and the facts; a wide panel has little height."""
    title = Text(care.TITLE, "head", serif=True, fit=True)
    leaves = Text(care.LEAVES, "note", "ink_2", fit=True)
    said = Text(summary, "title", fit=True)
    pins = [Chip(care.wrong_pins(view.wrong_pins), "warn", "warning")] if view.wrong_pins else []
    rows = [_fact(*fact) for fact in facts]
    if look.landscape():
        head = Row(title, said, Gap(), *pins, leaves, gap=Air.XXL, size_hint_y=None, height=title.height)
        return [head, _card(in_columns(rows, 4, Air.XS, Air.XXL))]
    head = Row(title, Gap(), leaves, size_hint_y=None, height=title.height)
    stands = Column(said, *pins, gap=Air.XS, fit=True)
    return [head, _card(stands, in_columns(rows, 2, Air.XS, Air.XXL))]


def _card(*parts: Widget) -> Card:
    card = Card(*parts, padding=(Air.XL, Air.L), gap=Air.S, size_hint_y=None)
    card.bind(minimum_height=card.setter("height"))
    return card


def _fact(what: str, how: str, well: bool) -> Row:
    token = "note" if look.landscape() or look.large() else "body"
    parts = [
        Text(what, token, "ink_2", fit=True),
        Text(how, token, "ink" if well else "warn", bold=True, halign="right"),
    ]
    sign = [] if well else [Icon("warning", IconSize.S, "warn")]
    row = Row(*sign, *parts, gap=Air.S, size_hint_y=None)
    row.bind(minimum_height=row.setter("height"))
    return row


class StaffSure(QuestionPage):
    """Asked once, on a full screen."""

    name = "staff.sure"
    nav = ("home",)
    private = True

    def __init__(self, flow: StaffFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: SureView) -> None:
        self.ask(
            words.STAFF_SURE[view.way], words.STAFF_SURE_NOTE,
            Answer(words.YES, partial(self._flow.sure, view.way), "staff.yes"),
            Answer(words.NO, self._flow.back_to_staff, "staff.no", kind="primary"),
        )  # fmt: skip


def pages(flow: StaffFlow) -> dict[str, Callable[[], Page]]:
    return {page.name: partial(page, flow) for page in (StaffPin, Staff, StaffSure)}
