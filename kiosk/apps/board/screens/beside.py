"""Beside and below the table: who waits, the last calls, and one line for everybody."""

from __future__ import annotations

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.apps.board import words
from kiosk.apps.board.screens.fitting import width_of
from kiosk.apps.board.views import FootView, WaitingView
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
        self._title = Text("", "board_note", "ink_2")
        self._grid = GridLayout(cols=2, spacing=(look.px(COLUMN_GAP), 0))
        self._made_for: tuple[object, ...] = ()
        self._counts: list[Runs] = []
        self.add_widget(self._title)
        self.add_widget(self._grid)
        self.bind(size=self._fill)

    def show(self, view: WaitingView) -> None:
        if view != self._view:
            self._view = view
            self._fill()

    def _fill(self, *_: object) -> None:
        view = self._view
        if view is None or self.width <= look.px(100):
            return
        self._title.text = view.title
        inner = self.width - look.px(2 * 36)
        rows, columns, token = _most_wanted(view.rows, MOST_SERVICES), 2, "board_figure"
        room = (inner - look.px(COLUMN_GAP)) / 2
        if any(_width(name, people, token) > room for name, people in rows):
            rows, columns, token, room = _most_wanted(view.rows, MOST_LINES), 1, "board_text", inner
        elif self.height > look.px(HIGH):
            columns, room = 1, inner
        widest = tuple((name, 10 ** (len(str(people)) - 1)) for name, people in rows)  # of so many figures
        if (widest, columns, token, room) != self._made_for:
            self._made_for = (widest, columns, token, room)
            self._make(widest, columns, token, room)
        for count, row in zip(self._counts, rows, strict=True):
            count.show(*_count(row[1], token))

    def _make(self, rows: tuple[tuple[str, int], ...], columns: int, token: str, room: float) -> None:
        self._grid.clear_widgets()
        self._grid.cols = columns
        self._counts = [Runs(*_count(people, token)) for _, people in rows]
        for (name, people), count in zip(rows, self._counts, strict=True):
            left = max(1, room - _width("", people, token))
            if width_of(name, "board_note") <= left:
                said: Widget = Runs(Run(name, "board_note"), Run(" ", token))  # on one baseline with the count
            else:
                said = Text(name, "board_note", size_hint_x=None, width=left, max_lines=1)
            self._grid.add_widget(Row(said, Gap(), count, gap=0))


def _count(people: int, token: str) -> tuple[Run, ...]:
    return Run(str(people), token, bold=True), Run(f" {words.PEOPLE}", "board_note")


def _width(name: str, people: int, token: str) -> float:
    count = width_of(f"{people}", token, bold=True) + width_of(f" {words.PEOPLE}", "board_note")
    return width_of(name, "board_note") + count + look.px(8)


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
        self._title = Text("", "board_note", "ink_2", fit=True, pos_hint={"center_y": 0.5})
        self._calls: list[Runs] = []
        self._shown: Row | None = None
        self._said: tuple[object, ...] = ()
        self.add_widget(self._title)
        self.add_widget(Gap())
        self.bind(width=self._fill)

    def show(self, view: FootView) -> None:
        if view != self._view:
            self._view = view
            self._fill()

    def _fill(self, *_: object) -> None:
        view = self._view
        if view is None or self.width <= look.px(100):
            return
        line = self._right(view)
        room = self.width - look.px(2 * FOOT_SIDE + FOOT_GAP) - line.width
        self._title.text = words.JUST_CALLED if view.calls else ""
        room -= self._title.width + look.px(FOOT_GAP)
        shown = 0
        for number, window in view.calls:
            runs = (Run(number, "board_text", bold=True), Run(f"  {window}", "board_note", "ink_2"))
            room -= sum(width_of(run.text, run.token, bold=run.bold) for run in runs) + look.px(FOOT_GAP)
            if room < 0:
                break
            self._call(shown).show(*runs)
            shown += 1
        for spare in self._calls[shown:]:
            spare.show()

    def _call(self, place: int) -> Runs:
        """The place for one call, made when it is first needed."""
        while len(self._calls) <= place:
            self._calls.append(Runs(pos_hint={"center_y": 0.5}))
            self.add_widget(self._calls[-1], index=2)  # before the gap and the line, which come last
        return self._calls[place]

    def _right(self, view: FootView) -> Row:
        """The line at the right, made anew when it says something else."""
        if (view.line, view.tint, self.width) != self._said:
            self._said = (view.line, view.tint, self.width)
            if self._shown:
                self.remove_widget(self._shown)
            self._shown = self._line(view)
            self._shown.pos_hint = {"center_y": 0.5}
            self.add_widget(self._shown)
        assert self._shown
        return self._shown

    def _line(self, view: FootView) -> Row:
        role = "warn" if view.tint == "warn" else "ink"
        sign = {"help": "hand-waving", "warn": "warning"}.get(view.tint)
        most = self.width * 0.55
        said = Text(view.line, "board_note", role, size_hint_x=None, max_lines=2)
        said.width = min(most, width_of(view.line, "board_note") + look.px(2))
        row = Row(*([Icon(sign, 46, "gold" if view.tint == "help" else role)] if sign else []), said, gap=16)
        row.size_hint_x, row.width = None, said.width + (look.icon_px(46) + look.px(16) if sign else 0)
        return row
