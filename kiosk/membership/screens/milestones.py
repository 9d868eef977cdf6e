"""入党经过: the milestones on a line, with the age at each."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle, SmoothEllipse
from kivy.uix.widget import Widget

from kiosk.membership import screen_words as words
from kiosk.membership.record import MilestoneView, RecordView
from kiosk.ui import look
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.timeline import Timeline, TimelineEvent

LARGE_GAPS = {False: 36, True: 18}  # dpx between dot, date and event; landscape is narrower


def course_card(record: RecordView) -> Card:
    """The timeline on its card: two lines an event, in large type one."""
    large = look.large()
    said = words.course(record)
    saying = [Text(said, "label", "ink_2", serif=True)] if said and not large and not look.landscape() else []
    lines: Widget = _one_line_events(record) if large else Timeline(_events(record))
    gaps = words.missing(record.missing)
    note = [Text(gaps, "note", "ink_2")] if gaps else []
    head = Column(Text(words.COURSE, "title"), *saying, gap=12, fit=True)
    return Card(head, lines, *note, padding=(44, 32), gap=28)


def _lines(record: RecordView) -> list[MilestoneView]:
    """All steps in their order; what the ledger left out has an empty date."""
    known = {line.kind: line for line in record.milestones}
    empty = {kind: MilestoneView(kind, "", None, None) for kind in record.missing}
    return [(known | empty)[kind] for kind in words.MILESTONES if kind in known or kind in empty]


def _events(record: RecordView) -> tuple[TimelineEvent, ...]:
    return tuple(
        TimelineEvent(
            words.day(line.date), words.MILESTONES[line.kind], _note(line, record), words.age(line.age),
            line.kind == "full",
        )
        for line in _lines(record)
    )  # fmt: skip


def _note(line: MilestoneView, record: RecordView) -> str:
    if line.kind == "full" and line.date:
        return words.counted_from(line.date)
    return words.ON_PROBATION if line.kind == "joined" and record.standing == "probationary" else ""


def _one_line_events(record: RecordView) -> Column:
    """Large type: date and event side by side; the last sentence says from when 党龄 counts."""
    lines = _lines(record)
    wide = max((Text(words.day(line.date), "body", fit=True).width for line in lines), default=0) + look.px(4)
    rows: list[Widget] = [_row(line, i == 0, i == len(lines) - 1, wide) for i, line in enumerate(lines)]
    if record.standing == "full":
        gap = LARGE_GAPS[look.landscape()]
        rows.append(Row(Gap(32), Text(words.COUNTED_FROM_LARGE, "body", "ink_2"), gap=gap, size_hint_y=0.8))
    return Column(*rows, gap=0)


def _row(line: MilestoneView, first: bool, last: bool, date_width: float) -> Row:
    key = line.kind == "full"
    when = Text(words.day(line.date), "body", "ink_2", size_hint_x=None, width=date_width)
    what = Text(words.MILESTONES_LARGE[line.kind], "label", "primary_ink" if key else "ink")
    return Row(_Dot(first, last, key), when, what, gap=LARGE_GAPS[look.landscape()])


class _Dot(Widget):
    """The mark of a row in its middle, with its piece of the line."""

    spoken = ""

    def __init__(self, first: bool, last: bool, key: bool) -> None:
        super().__init__(size_hint_x=None, width=look.px(32))
        self._first, self._last = first, last
        with self.canvas:
            Color(*look.color("gold_line"))
            self._line = Rectangle()
            Color(*look.color("primary" if key else "gold_line"))
            self._outer = SmoothEllipse()
            Color(*look.color("primary" if key else "surface"))
            self._inner = SmoothEllipse()
        self.bind(pos=self._place, size=self._place)

    def _place(self, *_: object) -> None:
        dot, edge, middle = look.px(32), look.px(5), self.y + self.height / 2
        x = self.x + self.width / 2
        bottom, top = middle if self._last else self.y, middle if self._first else self.y + self.height
        self._line.pos, self._line.size = (x - look.px(2), bottom), (look.px(4), top - bottom)
        self._outer.pos, self._outer.size = (x - dot / 2, middle - dot / 2), (dot, dot)
        self._inner.pos = (x - dot / 2 + edge, middle - dot / 2 + edge)
        self._inner.size = (dot - 2 * edge, dot - 2 * edge)
