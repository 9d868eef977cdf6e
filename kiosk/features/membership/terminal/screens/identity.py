"""Who the record is of and how long: masked name, last four digits, branch then and now, people, days that count."""

from __future__ import annotations

from typing import Any

from kivy.graphics import Color, SmoothRoundedRectangle
from kivy.uix.widget import Widget

from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.terminal import sizes, words
from kiosk.ui import look
from kiosk.ui.tokens import CARD_RADIUS, Air, Stroke
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Run, Runs, Text


class Identity(Card):
    """Who and how long, side by side; as high as the longer of both, at least as the look draws it."""

    def __init__(self, record: RecordView, *, short: bool = False) -> None:
        self._who = who(record, short=short)
        self._least = look.px(sizes.IDENTITY if not look.large() else sizes.IDENTITY_LARGE)
        super().__init__(self._who, PartyAge(record, beside=True), across=True, gap=0, size_hint_y=None)
        self.height = self._least
        self._who.bind(minimum_height=self._grow)

    def _grow(self, *_: object) -> None:
        self.height = max(self._least, self._who.minimum_height + look.px(sizes.UNDER_FACTS))


def who(record: RecordView, *, short: bool = False) -> Column:
    """Masked name and facts, each on a line of its own; `short` leaves those to the next page that are told there."""
    large = look.large()
    told = facts(record)
    if short:
        told = [fact for fact in told if fact not in further_facts(record)]
    kind = [] if large else [Text(words.KIND, "note", "ink_2")]
    name = Text(record.masked_name, "head")
    lines = fact_lines(told)
    if look.landscape():  # as high as it is: 党龄 below takes what is left
        return Column(
            Gap(Air.XS),
            *kind,
            name,
            Gap(Air.XXS),
            *lines,
            Gap(Air.M),
            gap=Air.HAIR,
            padding=(Air.XXL, Air.M, Air.XXL, 0),
            fit=True,
        )
    return Column(Gap(), *kind, name, Gap(Air.XXS), *lines, Gap(), gap=Air.HAIR, padding=(Air.XXL, Air.M))


def fact_lines(told: list[tuple[str, str]]) -> list[Row]:
    """Terms in one column, values in the other."""
    wide = max((Text(term, "body", fit=True).width for term, _ in told), default=0) + look.text_px("body") * 0.6
    return [_fact(term, value, wide) for term, value in told]


def further_facts(record: RecordView) -> list[tuple[str, str]]:
    """Everything but number, branch and introducers."""
    first = (words.ID_TAIL, words.BRANCH, words.BRANCH_LARGE, words.INTRODUCERS)
    return [(term, value) for term, value in facts(record) if term not in first]


def facts(record: RecordView) -> list[tuple[str, str]]:
    """Term and value, in the order in which they are told."""
    then = record.joined_branch if record.joined_branch != record.branch else ""
    birthday = words.month_day(record.political_birthday) if record.political_birthday else ""
    counts = words.corrected(record.counted_from) if record.corrected and record.counted_from else ""
    beginner = record.category in ("applicant", "activist", "candidate") and not record.introducers
    told = (
        (words.ID_TAIL, record.id_tail),
        (words.BRANCH_LARGE if look.large() else words.BRANCH, record.branch or words.NOT_WRITTEN),
        (words.BRANCH_THEN, then),
        (words.CONTACTS, words.introducers(record.contacts) if record.contacts else ""),
        (words.INTRODUCERS, "" if beginner else words.introducers(record.introducers)),
        (words.POLITICAL_BIRTHDAY, birthday),
        (words.COUNTS_FROM, counts),
    )
    return [(term, value) for term, value in told if value]


def told_value(value: str) -> Name:
    """A branch may have a long name: a step smaller before it takes a second line."""
    return Name(value, ("body", "note"))


def _fact(term: str, value: str, width: float) -> Row:
    name = Text(term, "body", "ink_2", size_hint_x=None, width=width)
    name.pos_hint = {"top": 1}
    row = Row(name, told_value(value), gap=Air.XS, size_hint_y=None)
    row.bind(minimum_height=row.setter("height"))
    return row


class PartyAge(Column):
    """党龄 on a tint that fills its end of the card; for whom it does not count yet, the reason."""

    def __init__(self, record: RecordView, *, beside: bool, line: bool = False, room: float = 0.0) -> None:
        """`beside` the facts or below them; `line`: on one line, where they leave little height, and then the number as
        large as `room` pixels of width allow."""
        label, number, unit = age_words(record)
        size: dict[str, Any] = {"size_hint_x": None, "width": look.px(sizes.AGE_WIDE)} if beside else {}
        parts = (
            _on_a_line(label, number, unit, room) if line and unit
            else _stacked(label, number, unit, large=not beside)
        )  # fmt: skip
        super().__init__(Gap(), *parts, Gap(), gap=0, padding=(Air.M, 0), **size)
        self.spoken = f"{label} {number} {unit}"
        corner = look.px(CARD_RADIUS)
        radius = (0, corner, corner, 0) if beside else (0, 0, corner, corner)
        with self.canvas.before:
            Color(*look.color("primary_tint"))
            self._back = SmoothRoundedRectangle(radius=[(r, r) for r in radius])
        self._inset = look.px(Stroke.EDGE) if look.contrast() else 0
        self.bind(pos=self._fill, size=self._fill)

    def _fill(self, *_: object) -> None:
        self._back.pos = (self.x, self.y + self._inset)
        self._back.size = (self.width - self._inset, self.height - 2 * self._inset)


def _stacked(label: str, number: str, unit: str, *, large: bool) -> list[Widget]:
    """Without a unit the middle is a sentence."""
    top = Text(label, "label", "primary_ink", halign="center")
    if not unit:
        return [top, Gap(Air.S), Text(number, "body", "primary_ink", halign="center")]
    token = "num" if large and not look.large() else "count"
    figure = Text(number, token, "primary_ink", serif=True, halign="center")
    return [top, Gap(Air.S), figure, Text(unit, "label", "primary_ink", halign="center")]


def _on_a_line(label: str, number: str, unit: str, room: float) -> list[Widget]:
    for token in ("num", "count", "hero"):
        runs = Runs(
            Run(f"{label} ", "label", "primary_ink"), Run(number, token, "primary_ink", bold=True),
            Run(f" {unit}", "label", "primary_ink"),
        )  # fmt: skip
        if runs.width <= room:
            break
    return [Row(Gap(), runs, Gap(), size_hint_y=None, height=runs.height)]


def age_words(record: RecordView) -> tuple[str, str, str]:
    """Label, what stands below, unit; without a unit the middle is a sentence."""
    if record.party_months is not None:
        years, months = divmod(record.party_months, 12)
        unit = words.years_unit(years) if years else words.months_unit(months)
        return words.PARTY_AGE, str(years or months), unit
    if record.standing in ("probationary", "extended"):
        return words.PROBATION, words.PROBATION_NOTE, ""
    category = words.CATEGORIES.get(record.category, "")
    if category:
        return words.NOW_IS, category, ""
    return words.PARTY_AGE, words.UNKNOWN_AGE_NOTE, ""


def kind_words(record: RecordView) -> list[tuple[str, str]]:
    """What needs saying kindly, each with its sign: moved elsewhere, probation extended."""
    told = []
    if record.state == "moved":
        told.append((words.MOVED, "arrows-left-right"))
    if record.standing == "extended":
        told.append((words.EXTENDED, "hourglass-medium"))
    return told
