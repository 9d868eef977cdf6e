"""Who is on duty: the one of now large, the others of today and of the days to come below."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.exhibition.terminal.modules.roster import words
from kiosk.features.exhibition.terminal.modules.roster.block import DutyBlock
from kiosk.features.exhibition.terminal.modules.roster.flow import ROSTER, RosterFlow
from kiosk.features.exhibition.terminal.modules.roster.views import RosterView, Turn
from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, Places, choice_tap
from kiosk.features.exhibition.terminal.screens.slip_parts import PrintButton
from kiosk.features.exhibition.terminal.sizes import DATE_WIDE, DUTY_DROP, DUTY_DROP_LARGE, DUTY_PHOTO, DUTY_PHOTO_LYING
from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.choice import ChoiceRow
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.state_card import StateCard
from kiosk.ui.widgets.text import Text

SHORT = 12  # letters of hours that stand at the end of a line


class RosterPage(ChoosingPage):
    name = ROSTER
    tap = "roster"
    places = Places(640, 116, (640, 150))
    always_acts = True

    def __init__(self, flow: RosterFlow) -> None:
        self.drop = DUTY_DROP_LARGE if look.large() else DUTY_DROP
        super().__init__()
        self._flow = flow
        self._print = PrintButton(words.PRINT, flow.print_it, tap="roster.print", kind="second")
        self._block: DutyBlock | None = None

    def show(self, view: RosterView) -> None:
        if view.today is None:
            self._doubted(view)
            return
        turn = view.turn
        self.head(view.title, words.date_of(view.today))
        self.tell((turn, view.today, view.after, view.demo), partial(self._large, view))
        band = look.theme().spaces.button + look.theme().spaces.gap
        self.aside = band if self._is_cut and not look.landscape() else 0
        self.choose_from(view.turns, view.at, partial(self._row, view), self._flow.choose)
        if self._block:
            self._block.hang(view.picture)
            self._block.show_slip(view.slip)
        self._print.show(view.slip)
        if self.acts_anew(self._is_cut, self.aside):
            self._act()

    def _act(self) -> None:
        if self._print.parent:
            self._print.parent.remove_widget(self._print)
        self.strip.clear_widgets()
        whole = [PushButton(words.READ_WHOLE, self._flow.read_whole, tap="roster.whole")] if self._is_cut else []
        if self.aside:
            for part in (*whole, Gap()):
                self.strip.add_widget(part)
        self.turn_actions(*(whole if not self.aside else []), self._print)

    @property
    def _is_cut(self) -> bool:
        return self._block is not None and self._block.is_cut

    def leave(self) -> None:
        """Nothing of a person stays behind a page."""
        if self._block:
            self._block.drop()

    def on_back(self) -> bool:
        return self._flow.back()

    def _doubted(self, view: RosterView) -> None:
        self.forget()
        self.head(view.title)
        self.above.clear_widgets()
        self.above.add_widget(StateCard("empty", words.DOUBT, words.DOUBT_NOTE, icon="clock"))
        self._block = None
        self.body.clear_widgets()
        self.set_actions()

    def _large(self, view: RosterView) -> Widget:
        turn, today = view.turn, view.today
        assert today
        duty = turn.duty
        photo = (DUTY_PHOTO_LYING if look.landscape() else DUTY_PHOTO)[0]
        when = words.when(turn.day, today)
        if duty:
            line = words.at(duty.post, duty.place, duty.hours)
            args = (when, duty.name, line, duty.promise)
            more = ""
        else:
            args = (when, "", turn.rest or words.NOBODY, "")
            more = _next(view) if turn.day == today else words.REST_NOTE
        self._block = DutyBlock(
            *args, self.chosen_room, photo, more=more, demo=view.demo and duty is not None, coded=True
        )
        return self._block

    def _row(self, view: RosterView, number: int) -> ChoiceRow:
        turn = view.turns[number]
        assert view.today
        tap = choice_tap(self._flow.choose, self.tap, number)
        lead = _Date(turn, view)
        if turn.duty is None:
            nobody = words.NOBODY if not turn.rest else turn.rest
            return ChoiceRow(nobody, lead=lead, caret=False, **tap)
        hours = turn.duty.hours
        short = hours if len(hours) <= SHORT else ""
        note = words.at(turn.duty.post, turn.duty.place, "" if short else hours)
        return ChoiceRow(turn.duty.name, note, lead=lead, end=short, caret=False, **tap)


def _next(view: RosterView) -> str:
    if view.after is None:
        return words.NOBODY_NOTE
    return words.next_duty(view.after.date, words.names(tuple(one.name for one in view.after.duties[:3])))


class _Date(Column):
    """今天 over 12 月 1 日."""

    def __init__(self, turn: Turn, view: RosterView) -> None:
        assert view.today
        wide = look.px(DATE_WIDE)
        now = turn.day == view.today
        super().__init__(
            Text(words.short(turn.day, view.today), "body", "primary_ink" if now else "ink", bold=True, width=wide),
            Text(words.day(turn.day), "note", "ink_2", width=wide),
            gap=Air.HAIR, fit=True, size_hint_x=None, width=wide, pos_hint={"center_y": 0.5},
        )  # fmt: skip
