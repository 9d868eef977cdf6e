"""The own record: who, how long, and the way there. Everything on it is masked; nothing of it is printed."""

from __future__ import annotations

from functools import partial
from math import ceil
from typing import Any

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from kiosk.membership import screen_words as words
from kiosk.membership.flow import RECORD, MembershipFlow, RecordPageView
from kiosk.membership.record import RecordView
from kiosk.membership.screens.milestones import course_card
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text

BAR = 84  # dpx
IDENTITY, IDENTITY_LARGE = 352, 368
AGE_WIDTH = 330


class RecordPage(Page):
    """A private page: the shell throws it away when it is left, and gives it the longer time to read."""

    name = RECORD
    sound = "done"
    private = True
    reading = True
    split = False

    def __init__(self, flow: MembershipFlow) -> None:
        super().__init__()
        self._flow = flow
        self._seconds = Text("", "label", "pine_ink", fit=True)
        self._bar = Card(
            Icon("lock-simple", 46, "pine_ink"),
            Text(words.PRIVATE_LARGE if look.large() else words.PRIVATE, "body", "pine_ink"),
            self._seconds,
            fill="pine_tint", lift=False, across=True, padding=(28, 0), gap=18,
            size_hint=(None, None), height=look.px(BAR if not look.large() else 96),
        )  # fmt: skip
        self.add_widget(self._bar)

    def count_down(self, seconds: float) -> None:
        self._seconds.text = words.seconds_left(ceil(seconds))

    def show(self, view: RecordPageView) -> None:
        record = view.record
        self.whole.clear_widgets()
        self.set_actions(
            PushButton(
                words.WRONG_DATES, partial(self._flow.wrong_dates, view), tap="membership.wrong_dates",
                kind="second" if look.landscape() else "quiet",
            ),
            PushButton(
                words.FINISH, self._flow.finish, tap="membership.finish", kind="primary", icon="check", icon_bold=True
            ),
        )  # fmt: skip
        if look.landscape():
            self._show_landscape(record)
        else:
            self._show_portrait(record)

    def _show_portrait(self, record: RecordView) -> None:
        identity = _Identity(record)
        self.whole.add_widget(identity)
        day = _anniversary(record)
        if day:
            self.whole.add_widget(day)
        self.whole.add_widget(course_card(record))

    def _show_landscape(self, record: RecordView) -> None:
        left = Card(_who(record), _Age(record, beside=False), gap=0, size_hint_x=0.72)
        self.whole.add_widget(Row(left, course_card(record), gap=24))
        self.actions.remove_widget(self.actions.children[-1])  # the empty room above the buttons holds a thought
        self.actions.add_widget(_thought(record), index=len(self.actions.children))

    def _place(self, *args: object) -> None:
        """The bar keeps the whole width at the top; the rest moves down under it."""
        super()._place(*args)
        margin, gap = look.px(look.theme().spaces.margin), look.px(24)
        self._bar.width = self.width - 2 * margin
        top = self.y + self.height - look.px(8)
        self._bar.pos = (self.x + margin, top - self._bar.height)
        ceiling = self._bar.y - gap
        for part in (self.whole, self.actions) if look.landscape() else (self.whole,):
            part.height = max(0, ceiling - part.y)


class _Identity(Card):
    """Who and how long, side by side; as high as the longer of both, at least as the look draws it."""

    def __init__(self, record: RecordView) -> None:
        self._who = _who(record)
        self._least = look.px(IDENTITY if not look.large() else IDENTITY_LARGE)
        super().__init__(self._who, _Age(record, beside=True), across=True, gap=0, size_hint_y=None)
        self.height = self._least
        self._who.bind(minimum_height=self._grow)

    def _grow(self, *_: object) -> None:
        self.height = max(self._least, self._who.minimum_height)


def _who(record: RecordView) -> Column:
    """Masked name, last four digits, branch, introducers."""
    large = look.large()
    facts = (
        (words.ID_TAIL, record.id_tail),
        (words.BRANCH_LARGE if large else words.BRANCH, record.branch or words.NOT_WRITTEN),
        (words.INTRODUCERS, words.introducers(record.introducers)),
    )
    kind = [] if large else [Text(words.KIND, "note", "ink_2")]
    name = Text(record.masked_name, "head")
    wide = max(Text(term, "body", fit=True).width for term, _ in facts) + look.text_px("body") * 0.6
    lines = [_fact(term, value, wide) for term, value in facts]
    top = [Gap(24)] if look.landscape() else [Gap()]
    return Column(*top, *kind, name, Gap(6), *lines, Gap(), gap=2, padding=(44, 16))


def _fact(term: str, value: str, width: float) -> Row:
    name = Text(term, "body", "ink_2", size_hint_x=None, width=width)
    row = Row(name, Text(value, "body", max_lines=2), gap=8, size_hint_y=None)
    for part in (name, row.children[0]):
        part.pos_hint = {"top": 1}
    row.bind(minimum_height=row.setter("height"))
    return row


class _Age(Column):
    """党龄 on a tint that fills its end of the card; for whom it does not count yet, the reason."""

    def __init__(self, record: RecordView, *, beside: bool) -> None:
        label, number, unit = _age_words(record)
        middle = (
            [Text(number, "count" if beside or look.large() else "num", "primary_ink", serif=True, halign="center")]
            if unit
            else [Text(number, "body", "primary_ink", halign="center")]
        )
        below = [Text(unit, "label", "primary_ink", halign="center")] if unit else []
        size: dict[str, Any] = {"size_hint_x": None, "width": look.px(AGE_WIDTH)} if beside else {"size_hint_y": 1.05}
        top = Text(label, "label", "primary_ink", halign="center")
        super().__init__(Gap(), top, Gap(14), *middle, *below, Gap(), gap=0, padding=(20, 0), **size)
        self.spoken = f"{label} {number} {unit}"
        corner = look.px(24)
        radius = (0, corner, corner, 0) if beside else (0, 0, corner, corner)
        with self.canvas.before:
            Color(*look.color("primary_tint"))
            self._back = SmoothRoundedRectangle(radius=[(r, r) for r in radius])
        self._inset = look.px(3) if look.contrast() else 0
        self.bind(pos=self._fill, size=self._fill)

    def _fill(self, *_: object) -> None:
        self._back.pos = (self.x, self.y + self._inset)
        self._back.size = (self.width - self._inset, self.height - 2 * self._inset)


def _age_words(record: RecordView) -> tuple[str, str, str]:
    """Label, what stands below, unit; without a unit the middle is a sentence."""
    if record.party_months is None:
        probation = record.standing == "probationary"
        label, note = (
            (words.PROBATION, words.PROBATION_NOTE) if probation else (words.PARTY_AGE, words.UNKNOWN_AGE_NOTE)
        )
        return label, note, ""
    years, months = divmod(record.party_months, 12)
    unit = words.years_unit(years) if years else words.months_unit(months)
    return words.PARTY_AGE, str(years or months), unit


def _anniversary(record: RecordView) -> Card | None:
    told = words.anniversary(record.milestones)
    if told is None:
        return None
    row = [Icon("flag", 46, "gold"), Text(words.that_day(*told), "label", "gold_ink", serif=True)]
    return Card(
        *row, fill="gold_tint", lift=False, across=True, padding=(44, 0), gap=22, size_hint_y=None, height=look.px(104)
    )


def _thought(record: RecordView) -> Card:
    """Landscape's third column: what the dates say, in one calm sentence."""
    told = words.anniversary(record.milestones)
    if told:
        when, what = words.that_day_lines(*told)
        lines = [
            Icon("flag", 68, "gold", pos_hint={"center_x": 0.5}),
            Text(when, "name", "gold_ink", halign="center"),
            Text(what, "label", "gold_ink", serif=True, halign="center"),
        ]
        return Card(Gap(), *lines, Gap(), fill="gold_tint", lift=False, padding=(24, 24), gap=16)
    said = Text(words.course(record, a_line_each=True), "title", serif=True, halign="center")
    side = look.px(200)
    picture = Picture("m_letter", size_hint=(None, None), size=(side, side), pos_hint={"center_x": 0.5})
    shown: list[Widget] = [] if look.contrast() or look.large() else [picture]
    return Card(Gap(), *shown, said, Gap(), padding=(24, 24), gap=24)
