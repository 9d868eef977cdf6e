"""Maintenance of the devices: printer, a new roll of paper, card reader, sound, brightness."""

from __future__ import annotations

from functools import partial

from kiosk.apps.terminal.care import words
from kiosk.apps.terminal.care.flow import CareFlow
from kiosk.apps.terminal.care.views import LightView, PrintView, ReaderView, SoundView
from kiosk.apps.terminal.screens.care_parts import CarePage, SetRow, filled
from kiosk.apps.terminal.screens.paper_step import PaperStep
from kiosk.ui import look
from kiosk.ui.page import titles
from kiosk.ui.tokens import Air
from kiosk.ui.voice import words as voice_words
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card_reader import CardReader
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.state_card import Kind, StateCard

SIGNS = {"ready": "printer", "printing": "printer", "printed": "check-circle", "unknown": "question"}


def _printed(view: PrintView) -> tuple[str, str]:
    """What became of the test slip: title and note."""
    match view.phase:
        case "printed":
            return words.PRINTED, words.PRINTED_NOTE
        case "unknown":
            return words.NOT_KNOWN, words.NOT_KNOWN_NOTE
        case "refused":
            return words.NOT_PRINTED, words.PRINTER.get(view.reason, words.NO_ANSWER)
        case "printing":
            return words.PRINTING, ""
    return words.PRINTER.get(view.state, words.NO_ANSWER), words.PRINTER_READY_NOTE


def _is_well(view: PrintView) -> bool:
    return view.phase != "refused" and view.state in ("", "never_answers", "printer_busy")


class StaffPrinter(CarePage):
    name = "staff.printer"

    def __init__(self, flow: CareFlow) -> None:
        super().__init__(flow)
        self._test = PushButton(words.PRINT_TEST, flow.print_test, tap="staff.printer.test", kind="primary")
        self.set_actions(
            PushButton(words.CHANGE_PAPER, partial(flow.open, "paper"), tap="staff.printer.paper", icon="scroll"),
            self._test,
        )

    def show(self, view: PrintView) -> None:
        title, note = _printed(view)
        kind: Kind = "plain" if _is_well(view) else "error"
        sign = SIGNS.get(view.phase, "") if kind == "plain" else ""
        self.speak.clear_widgets()
        self.speak.add_widget(titles(words.SECTIONS["printer"]))
        self.speak.add_widget(StateCard(kind, title, note, icon=sign))
        self._test.busy = view.phase == "printing"


class StaffPaper(CarePage):
    """Four steps, each with its picture, and a slip to see that it lies right."""

    name = "staff.paper"
    split = False

    def __init__(self, flow: CareFlow) -> None:
        super().__init__(flow)
        self._test = PushButton(
            words.PRINT_TEST, flow.print_test, tap="staff.paper.test", kind="primary", icon="printer"
        )
        self.set_actions(self._test)
        self._steps = [PaperStep(number, text) for number, text in enumerate(words.PAPER_STEPS)]

    def show(self, view: PrintView) -> None:
        for step in self._steps:
            if step.parent:
                step.parent.remove_widget(step)
        self.whole.clear_widgets()
        self.whole.add_widget(titles(words.SECTIONS["paper"], words.PAPER_NOTE))
        across = len(self._steps) if look.landscape() else 2
        for first in range(0, len(self._steps), across):
            self.whole.add_widget(Row(*self._steps[first : first + across], gap=Air.L))
        if view.phase != "ready":
            title, note = _printed(view)
            tint = "ok" if view.phase == "printed" else "plain" if view.phase == "printing" else "warn"
            text = f"{title}\n{note}" if note else title
            self.whole.add_widget(NoticeStrip(text, SIGNS.get(view.phase, "warning"), tint))
        self._test.busy = view.phase == "printing"


class StaffReader(CarePage):
    """Whether a card is read; of the card not a word. While it is in front nobody's card is looked up."""

    name = "staff.reader"

    def __init__(self, flow: CareFlow) -> None:
        super().__init__(flow)
        self._place_of_card = CardReader()
        self.body.add_widget(self._place_of_card)
        self._again = PushButton(words.AGAIN, flow.try_reader, tap="staff.reader.again", kind="primary")
        self.set_actions(self._again)

    def enter(self) -> None:
        self._place_of_card.start()
        self.flow.arm_reader()

    def leave(self) -> None:
        self._place_of_card.stop()
        self.flow.leave_reader()

    def show(self, view: ReaderView) -> None:
        kind: Kind = "told" if view.phase in ("waiting", "read") else "error"
        sign = "check-circle" if view.phase == "read" else "identification-card" if view.phase == "waiting" else ""
        self.speak.clear_widgets()
        self.speak.add_widget(
            StateCard(kind, words.READER_TITLES[view.phase], words.READER_NOTES[view.phase], icon=sign)
        )
        self._again.off = view.phase == "waiting"


class StaffSound(CarePage):
    name = "staff.sound"

    def __init__(self, flow: CareFlow) -> None:
        super().__init__(flow)
        self._hear = PushButton(
            words.HEAR,
            partial(flow.hear, words.HEAR_WORDS),
            tap="staff.sound.hear",
            kind="primary",
            icon="speaker-high",
        )
        self.set_actions(self._hear)

    def show(self, view: SoundView) -> None:
        trouble = voice_words.FACT_OFF if view.trouble == "off" else voice_words.TROUBLES.get(view.trouble, "")
        title = trouble or words.WELL
        note = words.SAID if view.said else words.HEADPHONES_IN if view.headphones else words.HEADPHONES_OUT
        self.speak.clear_widgets()
        self.speak.add_widget(titles(words.SECTIONS["sound"]))
        self.speak.add_widget(
            StateCard("error" if trouble else "plain", title, note, icon="" if trouble else "speaker-high")
        )
        less, more = (words.LESS, partial(self.flow.louder, -1)), (words.MORE, partial(self.flow.louder, 1))
        off = view.volume is None
        row = SetRow(
            "speaker-low", words.VOLUME, words.percent(view.volume), less, more, tap="staff.sound.volume", off=off
        )
        filled(self.body, row, *([NoticeStrip(words.NO_MIXER)] if off else []))
        self._hear.off = bool(trouble)


class StaffLight(CarePage):
    name = "staff.light"

    def show(self, view: LightView) -> None:
        self.speak.clear_widgets()
        lit = words.DARK_OUTSIDE if view.lit else words.LIT_ALL_DAY
        self.speak.add_widget(titles(words.SECTIONS["light"], lit if view.can_darken else words.NEVER_DARK))
        if view.brightness is None:
            self.speak.add_widget(NoticeStrip(words.NO_BACKLIGHT))
        self.speak.add_widget(Gap())
        filled(self.body, *self._rows(view))
        word = words.NO_HOURS if view.lit else words.SET_HOURS
        sign = "sun" if view.lit else "moon-stars"
        self.set_actions(
            PushButton(word, self.flow.switch_hours, tap="staff.light.hours", icon=sign, off=not view.can_darken)
        )

    def _rows(self, view: LightView) -> list[SetRow]:
        flow = self.flow
        less, more = (words.LESS, partial(flow.brighter, -1)), (words.MORE, partial(flow.brighter, 1))
        off = view.brightness is None
        rows = [
            SetRow(
                "sun", words.BRIGHTNESS, words.percent(view.brightness), less, more, tap="staff.light.level", off=off
            )
        ]
        if view.lit and view.can_darken:
            for end, word, key in ((0, words.LIT_FROM, "from"), (1, words.LIT_UNTIL, "until")):
                earlier = (words.EARLIER, partial(flow.lit_later, end, -1))
                later = (words.LATER, partial(flow.lit_later, end, 1))
                rows.append(SetRow("clock", word, words.clock(view.lit[end]), earlier, later, tap=f"staff.light.{key}"))
        return rows
