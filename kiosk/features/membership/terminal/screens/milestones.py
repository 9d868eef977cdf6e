"""入党经过: the milestones on a line, with the age at each."""

from __future__ import annotations

from kivy.graphics import Color, Rectangle, SmoothEllipse
from kivy.uix.widget import Widget

from kiosk.features.membership.rules.record import MilestoneView, RecordView
from kiosk.features.membership.terminal import sizes, words
from kiosk.ui import look
from kiosk.ui.tokens import Air, Stroke
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.timeline import Timeline, TimelineEvent

MANY = 6  # more events than this stand on one line each


def one_line_events(record: RecordView) -> bool:
    """Whether an event takes one line, with its date beside it."""
    return look.large() or len(_lines(record)) > MANY


def course_card(record: RecordView, *, narrow: bool = False) -> Card:
    """The timeline on its card: two lines an event, or one where there are many or the type is large.

    `narrow`: beside the letters; then the age stands behind the date.
    """
    if one_line_events(record):
        return course_rows(record)
    said = words.course(record)
    saying = [Text(said, "label", "ink_2", serif=True)] if said and not narrow and not look.landscape() else []
    head = Column(Text(words.COURSE, "title"), *saying, gap=Air.S, fit=True)
    return Card(
        head,
        Timeline(_events(record, narrow)),
        *_gaps(record),
        padding=(Air.XXL, sizes.COURSE_TOP),
        gap=sizes.COURSE_HEAD_GAP,
    )


def course_rows(record: RecordView) -> Card:
    """Each event on one line."""
    head = Column(Text(words.COURSE, "title"), fit=True)
    return Card(
        head, _one_line_events(record), *_gaps(record), padding=(Air.XXL, sizes.COURSE_TOP), gap=sizes.COURSE_HEAD_GAP
    )


def least_height(record: RecordView, *, narrow: bool) -> float:
    """In pixels, how much the card needs."""
    lines, one_line = _lines(record), one_line_events(record)
    label, body, note = (Text("—", token).height for token in ("label", "body", "note"))
    if one_line:
        events = len(lines) * label * 1.04 + (body if _counts_large(record) else 0)
    else:
        notes = sum(1 for line in lines if _note(line, record))
        events = len(lines) * (label + body) + notes * note
        if not narrow and not look.landscape() and words.course(record):
            events += label + look.px(Air.S)
    gaps = note + look.px(sizes.COURSE_HEAD_GAP) if record.missing else 0
    return events + gaps + Text("—", "title").height + look.px(2 * sizes.COURSE_TOP + sizes.COURSE_HEAD_GAP)


def _gaps(record: RecordView) -> list[Widget]:
    told = words.missing(record.missing)
    return [Text(told, "note", "ink_2")] if told else []


def _lines(record: RecordView) -> list[MilestoneView]:
    """All steps in their order; what the ledger left out has an empty date."""
    known = {line.kind: line for line in record.milestones}
    empty = {kind: MilestoneView(kind, "", None, None) for kind in record.missing}
    return [(known | empty)[kind] for kind in words.MILESTONES if kind in known or kind in empty]


def _events(record: RecordView, narrow: bool) -> tuple[TimelineEvent, ...]:
    return tuple(_event(line, record, narrow) for line in _lines(record))


def _event(line: MilestoneView, record: RecordView, narrow: bool) -> TimelineEvent:
    when, age = words.day(line.date), words.age(line.age)
    if narrow:
        when, age = "　".join(part for part in (when, age) if part), ""
    return TimelineEvent(when, words.MILESTONES[line.kind], _note(line, record), age, _is_key(line))


def _is_key(line: MilestoneView) -> bool:
    return line.kind == "full" and bool(line.date)


def _note(line: MilestoneView, record: RecordView) -> str:
    if line.kind == "full" and line.date:
        return "" if record.corrected else words.counted_from(line.date)
    return words.ON_PROBATION if line.kind == "joined" and record.standing == "probationary" else ""


def _counts_large(record: RecordView) -> bool:
    """Whether the sentence under the lines has room: the strip of an anniversary takes it."""
    crowded = bool(record.letters) and words.anniversary(record.milestones) is not None
    return look.large() and record.standing == "full" and not record.corrected and not crowded


def _gap() -> int:
    return sizes.DATE_GAP_LYING if look.landscape() else sizes.DATE_GAP


def _one_line_events(record: RecordView) -> Column:
    """Date and event side by side; in large type the last sentence says from when 党龄 counts."""
    lines = _lines(record)
    wide = max((Text(words.day(line.date), _small(), fit=True).width for line in lines), default=0) + look.px(Air.XXS)
    rows: list[Widget] = [_row(line, i == 0, i == len(lines) - 1, wide) for i, line in enumerate(lines)]
    if _counts_large(record):
        rows.append(Row(Gap(Air.XL), Text(words.COUNTED_FROM_LARGE, "body", "ink_2"), gap=_gap(), size_hint_y=0.8))
    return Column(*rows, gap=0)


def _narrow() -> bool:
    """Large type in a wide panel's middle column: date, step and age have room beside one another a size smaller, the
    step then as large as in standard type."""
    return look.large() and look.landscape()


def _small() -> str:
    return "note" if _narrow() else "body"


def _row(line: MilestoneView, first: bool, last: bool, date_width: float) -> Row:
    key = _is_key(line)
    when = Text(words.day(line.date), _small(), "ink_2", size_hint_x=None, width=date_width)
    token = "body" if _narrow() else "label"
    what = Text(words.MILESTONES_LARGE[line.kind], token, "primary_ink" if key else "ink", bold=True)
    told = (look.large() or not look.landscape()) and line.age is not None
    age = [Text(words.age(line.age), _small(), "ink_2", fit=True)] if told else []
    return Row(_Dot(first, last, key), when, what, *age, gap=_gap())


class _Dot(Widget):
    """The mark of a row in its middle, with its piece of the line."""

    spoken = ""

    def __init__(self, first: bool, last: bool, key: bool) -> None:
        super().__init__(size_hint_x=None, width=look.px(sizes.DOT))
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
        dot, edge, middle = look.px(sizes.DOT), look.px(Stroke.CHOSEN), self.y + self.height / 2
        x = self.x + self.width / 2
        bottom, top = middle if self._last else self.y, middle if self._first else self.y + self.height
        self._line.pos, self._line.size = (x - look.px(Stroke.MAIN / 2), bottom), (look.px(Stroke.MAIN), top - bottom)
        self._outer.pos, self._outer.size = (x - dot / 2, middle - dot / 2), (dot, dot)
        self._inner.pos = (x - dot / 2 + edge, middle - dot / 2 + edge)
        self._inner.size = (dot - 2 * edge, dot - 2 * edge)
