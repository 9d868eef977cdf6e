"""Beside and below the table: who waits, the last calls, and one line for everybody."""

from __future__ import annotations

from dataclasses import dataclass

from kivy.clock import Clock
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from kiosk.apps.board import sizes, words
from kiosk.apps.board.screens.fitting import PAGE_SECONDS, lines_of, width_of
from kiosk.apps.board.views import FootView, WaitingView
from kiosk.ui import look
from kiosk.ui.tokens import Air, IconSize
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Run, Runs, Text

MOST_SERVICES, MOST_LINES = 6, 4


class Waiting(Card):
    """Two services a line, or one where a name is long; of more than have room those for which somebody waits, a page
    of them every PAGE_SECONDS. A name is never cut: it takes as many lines as it needs."""

    def __init__(self) -> None:
        super().__init__(padding=(Air.XL, Air.M), gap=Air.XXS, size_hint=(None, None))
        self._view: WaitingView | None = None
        self._title = Text("", "board_note", "ink_2", fit=True)
        self._mark = Text("", "board_note", "ink_2", fit=True)
        self._grid = GridLayout(cols=2, spacing=(look.px(sizes.COLUMN_GAP), 0))
        self._made_for: tuple[object, ...] = ()
        self._counts: list[Runs] = []
        self._page = 0
        head = Row(self._title, Gap(), self._mark, gap=0, size_hint_y=None)
        self._title.bind(height=head.setter("height"))
        self.add_widget(head)
        self.add_widget(self._grid)
        self._turning = Clock.schedule_interval(self._turn, PAGE_SECONDS)
        self.bind(size=self._fill)

    def close(self) -> None:
        self._turning.cancel()

    def show(self, view: WaitingView) -> None:
        if view != self._view:
            self._view = view
            self._fill()

    def _turn(self, _dt: float) -> None:
        self._page += 1
        self._fill()

    def _fill(self, *_: object) -> None:
        view = self._view
        if view is None or self.width <= look.px(sizes.NO_ROOM):
            return
        self._title.text = view.title
        lay = self._lay_of(view)
        found = _that_wait(view.rows, lay.places)
        pages = -(-len(found) // lay.places) or 1
        self._page %= pages
        rows = found[self._page * lay.places :][: lay.places]
        self._mark.text = words.page_of(self._page + 1, pages) if pages > 1 else ""
        widest = tuple((name, 10 ** (len(str(people)) - 1)) for name, people in rows)  # of so many figures
        if (widest, lay) != self._made_for:
            self._made_for = (widest, lay)
            self._make(widest, lay)
        for count, row in zip(self._counts, rows, strict=True):
            count.show(*_count(row[1], lay.token))

    def _lay_of(self, view: WaitingView) -> _Lay:
        inner = self.width - look.px(2 * Air.XL)
        half = (inner - look.px(sizes.COLUMN_GAP)) / 2
        if all(_width(name, people, "board_figure") <= half for name, people in view.rows):
            high = self.height > look.px(sizes.ONE_COLUMN)
            return _Lay(1 if high else 2, "board_figure", inner if high else half, MOST_SERVICES)
        most = max((_lines(name, people, inner) for name, people in view.rows), default=1)
        room = self.height - look.px(2 * Air.M + Air.XXS) - self._title.height
        fit = int(room // (look.px(sizes.NOTE_LINE) * max(most, 1.3)))
        return _Lay(1, "board_text", inner, max(1, min(MOST_LINES, fit)))

    def _make(self, rows: tuple[tuple[str, int], ...], lay: _Lay) -> None:
        self._grid.clear_widgets()
        self._grid.cols = lay.columns
        self._counts = [Runs(*_count(people, lay.token)) for _, people in rows]
        for (name, people), count in zip(rows, self._counts, strict=True):
            left = max(1, lay.room - _width("", people, lay.token))
            if width_of(name, "board_note") <= left:
                said: Widget = Runs(Run(name, "board_note"), Run(" ", lay.token))  # on one baseline with the count
            else:
                said = Text(name, "board_note", size_hint_x=None, width=left)
            self._grid.add_widget(Row(said, Gap(), count, gap=0))


@dataclass(frozen=True)
class _Lay:
    """How the services stand: columns, the counts' size, width of one, and how many a page."""

    columns: int
    token: str
    room: float
    places: int


def _count(people: int, token: str) -> tuple[Run, ...]:
    return Run(str(people), token, bold=True), Run(f" {words.PEOPLE}", "board_note")


def _width(name: str, people: int, token: str) -> float:
    count = width_of(f"{people}", token, bold=True) + width_of(f" {words.PEOPLE}", "board_note")
    return width_of(name, "board_note") + count + look.px(sizes.COUNT_GAP)


def _lines(name: str, people: int, inner: float) -> int:
    return lines_of(name, "board_note", max(1, inner - _width("", people, "board_text")))


def _that_wait(rows: tuple[tuple[str, int], ...], most: int) -> tuple[tuple[str, int], ...]:
    """All where they have room, else those for which somebody waits, in the hall's own order."""
    if len(rows) <= most:
        return rows
    return tuple(row for row in rows if row[1]) or rows[:most]


class Foot(Card):
    """刚叫过 with as many calls as there is room for, and one line at the right."""

    def __init__(self) -> None:
        super().__init__(
            fill="sunken",
            lift=False,
            radius=0,
            across=True,
            padding=(sizes.MARGIN, 0),
            gap=sizes.FOOT_GAP,
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
        if view is None or self.width <= look.px(sizes.NO_ROOM):
            return
        line = self._right(view)
        room = self.width - look.px(2 * sizes.MARGIN + sizes.FOOT_GAP) - line.width
        room -= width_of(words.JUST_CALLED, "board_note") + look.px(sizes.FOOT_GAP)
        shown = 0
        for number, window in view.calls:
            runs = (Run(number, "board_text", bold=True), Run(f"  {window}", "board_note", "ink_2"))
            room -= sum(width_of(run.text, run.token, bold=run.bold) for run in runs) + look.px(sizes.FOOT_GAP)
            if room < 0:
                break
            self._call(shown).show(*runs)
            shown += 1
        self._title.text = words.JUST_CALLED if shown else ""
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
        said.width = min(most, width_of(view.line, "board_note") + look.px(Air.HAIR))
        row = Row(*([Icon(sign, IconSize.M, "gold" if view.tint == "help" else role)] if sign else []), said, gap=Air.M)
        row.size_hint_x, row.width = None, said.width + (look.icon_px(IconSize.M) + look.px(Air.M) if sign else 0)
        return row
