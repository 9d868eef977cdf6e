"""Beside and below the table: who waits, the last calls, and one line for everybody."""

from __future__ import annotations

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.board import words
from kiosk.board.screens.fitting import width_of
from kiosk.board.views import FootView, WaitingView
from kiosk.ui import look
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Run, Runs, Text

MOST_SERVICES, MOST_LINES = 6, 4
COLUMN_GAP, HIGH = 28, 560
FOOT_SIDE, FOOT_GAP = 48, 36


class Waiting(Card):
    """Two services a line, or one where a name is long; of too many those where most people wait."""

    def __init__(self) -> None:
        super().__init__(padding=(36, 18), gap=4, size_hint=(None, None))
        self._view: WaitingView | None = None
        self.bind(size=self._fill)

    def show(self, view: WaitingView) -> None:
        if view != self._view:
            self._view = view
            self._fill()

    def _fill(self, *_: object) -> None:
        view = self._view
        if view is None or self.width <= look.px(100):
            return
        self.clear_widgets()
        self.add_widget(Text(view.title, "board_note", "ink_2"))
        inner = self.width - look.px(2 * 36)
        rows, columns, token = _most_wanted(view.rows, MOST_SERVICES), 2, "board_figure"
        room = (inner - look.px(COLUMN_GAP)) / 2
        if any(_width(name, people, token) > room for name, people in rows):
            rows, columns, token, room = _most_wanted(view.rows, MOST_LINES), 1, "board_text", inner
        elif self.height > look.px(HIGH):
            columns, room = 1, inner
        grid = GridLayout(cols=columns, spacing=(look.px(COLUMN_GAP), 0))
        for name, people in rows:
            grid.add_widget(_service(name, people, room, token))
        self.add_widget(grid)


def _width(name: str, people: int, token: str) -> float:
    return (
        width_of(name, "board_note")
        + width_of(f"{people}", token, bold=True)
        + width_of(words.PEOPLE * 2, "board_note")
    )


def _service(name: str, people: int, room: float, token: str) -> Row:
    count = Runs(Run(str(people), token, bold=True), Run(f" {words.PEOPLE}", "board_note"))
    left = max(1, room - count.width - look.px(8))
    if width_of(name, "board_note") <= left:
        return Row(Runs(Run(name, "board_note"), Run(" ", token)), Gap(), count, gap=0)  # on one baseline
    return Row(Text(name, "board_note", size_hint_x=None, width=left, max_lines=1), Gap(), count, gap=0)


def _most_wanted(rows: tuple[tuple[str, int], ...], most: int) -> tuple[tuple[str, int], ...]:
    """At most so many, in the hall's own order."""
    kept = sorted(range(len(rows)), key=lambda place: -rows[place][1])[:most]
    return tuple(rows[place] for place in sorted(kept))


class Foot(Card):
    """刚叫过 with as many calls as there is room for, and one line at the right."""

    def __init__(self) -> None:
        super().__init__(
            fill="sunken",
            lift=False,
            radius=0,
            across=True,
            padding=(FOOT_SIDE, 0),
            gap=FOOT_GAP,
            size_hint=(None, None),
        )
        self._view: FootView | None = None
        self.bind(width=self._fill)

    def show(self, view: FootView) -> None:
        if view != self._view:
            self._view = view
            self._fill()

    def _fill(self, *_: object) -> None:
        view = self._view
        if view is None or self.width <= look.px(100):
            return
        self.clear_widgets()
        line = self._line(view)
        room = self.width - look.px(2 * FOOT_SIDE + FOOT_GAP) - line.width
        parts: list[Widget] = [Text(words.JUST_CALLED, "board_note", "ink_2", fit=True)] if view.calls else []
        room -= sum(part.width + look.px(FOOT_GAP) for part in parts)
        for number, window in view.calls:
            call = Runs(Run(number, "board_text", bold=True), Run(f"  {window}", "board_note", "ink_2"))
            room -= call.width + look.px(FOOT_GAP)
            if room < 0:
                break
            parts.append(call)
        for part in (*parts, Gap(), line):
            if part.size_hint_y is None:
                part.pos_hint = {"center_y": 0.5}
            self.add_widget(part)

    def _line(self, view: FootView) -> Row:
        role = "warn" if view.tint == "warn" else "ink"
        sign = {"help": "hand-waving", "warn": "warning"}.get(view.tint)
        most = self.width * 0.55
        said = Text(view.line, "board_note", role, size_hint_x=None, max_lines=2)
        said.width = min(most, width_of(view.line, "board_note") + look.px(2))
        row = Row(*([Icon(sign, 46, "gold" if view.tint == "help" else role)] if sign else []), said, gap=16)
        row.size_hint_x, row.width = None, said.width + (look.icon_px(46) + look.px(16) if sign else 0)
        return row
