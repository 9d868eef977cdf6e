"""The own exams: title, questions, time, and whether it is to begin, to go on or done; one tap each."""

from __future__ import annotations

from functools import partial

from kiosk.features.quiz.terminal.exams import words
from kiosk.features.quiz.terminal.exams.flow import ExamFlow
from kiosk.features.quiz.terminal.exams.sitting import OWN
from kiosk.features.quiz.terminal.exams.views import OwnView
from kiosk.features.quiz.wire_exams import OwnExam, State
from kiosk.ui import look
from kiosk.ui.page import titles
from kiosk.ui.pages.private_page import PrivatePage
from kiosk.ui.tokens import High
from kiosk.ui.widgets.busy_mark import BusyMark
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.notice_strip import NoticeStrip
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile

SPACE = "  "  # between two things that stand on one line
ROWS, ROWS_LANDSCAPE = 3, 2  # on one page


class Own(PrivatePage):
    name = OWN
    nav = ("back",)
    action_band = False

    def __init__(self, flow: ExamFlow) -> None:
        super().__init__(words.PRIVATE_LARGE if look.large() else words.PRIVATE, words.seconds_left)
        self._flow = flow
        self._turning = BusyMark()

    def leave(self) -> None:
        self._turning.stop()

    def on_back(self) -> bool:
        return self._flow.back_from_own()

    def show(self, view: OwnView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self._turning.stop()
        self.speak.add_widget(titles(words.own_title(view.who, len(view.exams)), words.OWN_NOTE))
        self.speak.add_widget(Gap())
        most = ROWS_LANDSCAPE if look.landscape() else ROWS
        pages = max(1, -(-len(view.exams) // most))
        page = min(view.page, pages - 1)
        rows = [self._row(one, off=view.busy) for one in view.exams[page * most : (page + 1) * most]]
        for row in rows:
            self.body.add_widget(row)
        if not rows:
            self.body.add_widget(NoticeStrip(words.NONE_OPEN, "info"))
        if view.busy:
            self.body.add_widget(self._busy())
        elif pages > 1:
            self.body.add_widget(pager_row(page, pages, self._flow.turn, "exam.own"))
        self.body.add_widget(Gap())

    def _busy(self) -> Row:
        if self._turning.parent:
            self._turning.parent.remove_widget(self._turning)
        self._turning.start()
        said = Text(words.STARTING, "label", bold=False, fit=True)
        return Row(Gap(), self._turning, said, Gap(), size_hint_y=None, height=look.px(High.LINE_L))

    def _row(self, one: OwnExam, *, off: bool) -> RowTile:
        note, chip, tint = _said(one)
        if look.landscape():  # wide and low
            note = note.replace("\n", SPACE)
        high = High.ROW if look.landscape() else High.BLOCK_L
        icon = "check-circle" if one.state == State.DONE else "exam"
        end = Chip(chip, tint, token="body")
        return RowTile(
            one.title, note, icon=icon, tint="pine", tap=f"exam.take.{one.exam}", end=end, off=off,
            on_tap=partial(self._flow.take, one.exam), height=high,
        )  # fmt: skip


def _said(one: OwnExam) -> tuple[str, str, str]:
    """Note, and what a tap does, in which tint."""
    if one.state == State.DONE:
        note = words.done_note(one.outcome.points, one.outcome.passed) if one.outcome else ""
        return note, words.SEE_RESULT, "pine"
    if one.state == State.PAUSED:
        return words.paused_note(one.answered, one.count, one.left_seconds), words.GO_ON, "gold"
    return words.exam_note(one.count, one.seconds, one.closes_at), words.BEGIN, "red"
