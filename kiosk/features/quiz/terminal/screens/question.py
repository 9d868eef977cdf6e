"""A question, then its explanation in the same place: what was right is green with ✓, what was not grey with ✕.

One page for both and for the review after the result, so that going on redraws instead of building a page.
"""

from __future__ import annotations

from functools import partial

from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from content.banks.model import Kind
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.asking import HAND_IN, QUESTION, Asking
from kiosk.features.quiz.terminal.sizes import (
    BARS_HIGH,
    CHIPS_HIGH,
    GAP,
    HEAD_HIGH,
    HEAD_HIGH_LARGE,
    HINT_HIGH,
    LEAST_HIGH,
    NUMBER_WIDE,
    OPTION_HIGH,
    OPTION_HIGH_LARGE,
    OPTION_HIGH_MARKED,
    OPTION_HIGH_TWO,
    SPEAK_GAP,
    VERDICT_HIGH,
)
from kiosk.features.quiz.terminal.views import Asked, Frame, Press, QuestionView, Sign, Step, Verdict
from kiosk.ui import fonts, look
from kiosk.ui.page import Page, Way
from kiosk.ui.places import speak_high
from kiosk.ui.tokens import ACTION_COLUMN, CARD_GAP, TEXT, Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.chip import Chip
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name, NameRow
from kiosk.ui.widgets.option import Option
from kiosk.ui.widgets.progress import Segments
from kiosk.ui.widgets.text import Run, Runs, Text
from kiosk.ui.wrap import balance

LONG_OPTION = 34  # characters: two lines of the smaller type
NOTO_LINE = 1.45  # em, Noto's own


class Question(Page):
    """Shows a ``QuestionView``; a tap on an option only repaints the options."""

    name = QUESTION
    private = True
    reading = True

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._drawn: object = None
        self._options: list[Option] = []
        self._primary = PushButton("", tap=f"quiz.{HAND_IN}", kind="primary")

    def on_back(self) -> bool:
        return self._asking.back()

    def on_leave(self, way: Way) -> bool:
        return self._asking.leave(way)

    def show(self, view: QuestionView) -> None:
        drawn = (view.step, view.frame, view.asked)
        if drawn != self._drawn:
            self._drawn = drawn
            self._draw(view)
        for option, state in zip(self._options, view.states, strict=True):
            option.state = state
        self._primary.off, self._primary.busy = bool(view.missing), view.waiting
        self._primary.text = view.missing or view.primary.word

    def _draw(self, view: QuestionView) -> None:
        frame, asked = view.frame, view.asked
        self.speak.clear_widgets()
        self.body.clear_widgets()
        for part in (_head(view), *_segments(frame), Gap(Air.XS)):
            self.speak.add_widget(part)
        marked = view.verdict is not None
        self.speak.add_widget(_answered(asked, view.verdict) if view.verdict else _asked(view))
        long = len(asked.options) > 4 or max(map(len, asked.options), default=0) > LONG_OPTION
        self._options = self._make_options(view, marked, "body" if long else "label")
        explained = 0.0
        if view.verdict:
            card, explained = _explanation(view.verdict)
            self.body.add_widget(card)
        hint = not (marked or look.landscape())  # lying, it stands above the stem
        self._lay_options(view, explained + (look.px(HINT_HIGH + GAP) if hint else 0))
        if hint:
            told = Text(_hint(view), "body", "ink_2", fill=True, size_hint_y=None, height=look.px(HINT_HIGH))
            self.body.add_widget(told)
        if not look.landscape():
            self.body.add_widget(Gap())
        self.set_actions(*map(self._button, frame.presses), self._make_primary(view.primary))

    # -- options ------------------------------------------------------------------------------------------------------

    def _make_options(self, view: QuestionView, marked: bool, token: str) -> list[Option]:
        options = []
        judged = view.asked.kind is Kind.JUDGE
        for index, text in enumerate(view.asked.options):
            letter = words.JUDGED_LETTERS[text] if judged else words.LETTERS[index]
            shown = words.JUDGED[text] if judged else text
            tapped = partial(self._asking.choose, index)
            option = Option(letter, shown, tapped, tap=f"quiz.option.{index}", token=token)
            option.off = marked
            options.append(option)
        return options

    def _lay_options(self, view: QuestionView, explained_px: float) -> None:
        """All options, or after handing in, where there is no room for all, those that were right or chosen."""
        shown = list(self._options)
        if not shown:
            return
        room = body_room() - explained_px
        marked = view.verdict is not None
        if marked and room / (-(-len(shown) // (2 if look.landscape() else 1))) < look.px(LEAST_HIGH):
            told = [option for option, state in zip(shown, view.states, strict=True) if state in ("right", "wrong")]
            shown = told or shown
        if look.landscape():
            grid = GridLayout(cols=2, spacing=look.px(CARD_GAP))
            for option in shown:
                option.size_hint_y = 1
                grid.add_widget(option)
            self.body.add_widget(grid)
            return
        most = look.px(_most_high(len(shown), marked))
        for option in shown:
            option.height = min(most, room / len(shown) - look.px(GAP))
            self.body.add_widget(option)

    # -- actions ------------------------------------------------------------------------------------------------------

    def _button(self, press: Press) -> PushButton:
        tapped = partial(self._asking.press, press.key)
        return PushButton(press.word, tapped, tap=f"quiz.{press.key}", icon=press.icon, icon_bold=True, off=press.off)

    def _make_primary(self, press: Press) -> PushButton:
        tapped = partial(self._asking.press, press.key)
        self._primary = PushButton(press.word, tapped, tap=f"quiz.{press.key}", icon=press.icon, kind="primary")
        return self._primary


def _segments(frame: Frame) -> tuple[Widget, ...]:
    return (Segments(frame.total, frame.position, frame.done),) if frame.total else ()


def _head(view: QuestionView) -> Row:
    frame, token = view.frame, "title" if look.large() else "label"
    right: list[Widget] = [_aside(frame.aside)] if frame.aside and not frame.sign else []
    if frame.aside_icon and right:
        right.append(Icon(frame.aside_icon, IconSize.S, "primary"))
    tag: list[Widget] = []
    if frame.sign:
        right.append(_sign(frame.sign))
    elif view.step is Step.ASK and look.large() and not look.landscape():
        right = [Chip(words.KINDS[view.asked.kind], "gold")]
        tag = [Text(view.asked.tag, "note", "ink_2", fit=True)]
    row = Row(
        Runs(Run(frame.heading, token), Run(frame.heading_note, "body", "ink_2")), Gap(), *tag, *right, gap=Air.S,
        size_hint_y=None,
    )  # fmt: skip
    row.height = look.px(_head_high())
    return row


def _sign(sign: Sign) -> Chip:
    return Chip(sign.text, sign.tint, sign.icon, "label" if sign.large else "note")


def _aside(text: str) -> Name:
    """As much of it as there is room for beside the number."""
    theme = look.theme()
    name = Name(text, ("body", "note"), "ink_2", lines=1, halign="right", size_hint_x=None)
    name.width = min(name.natural_width, theme.panel.width_px - look.px(2 * theme.spaces.margin + NUMBER_WIDE))
    return name


def _hint(view: QuestionView) -> str:
    return view.frame.foot or (words.SEVERAL if view.several else words.CHANGE_ALL_YOU_LIKE)


def _head_high() -> int:
    return HEAD_HIGH_LARGE if look.large() else HEAD_HIGH


def _card_high() -> float:
    """Height in pixels of the card under the head, the bars and a gap of 8."""
    return speak_high(look.theme()) - look.px(_head_high() + BARS_HIGH + Air.XS + 3 * SPEAK_GAP)


def _asked(view: QuestionView) -> Card:
    wide = _text_width()
    if look.large() and not look.landscape():
        stem = _stem(view.asked.stem, wide, _card_high() - look.px(2 * Air.M))
        return Card(Gap(), stem, Gap(), padding=(Air.XXL, Air.M), gap=0)
    tag = Text(view.asked.tag, "note", "ink_2", fit=True)
    hint = [Text(_hint(view), "note", "ink_2", fit=True)] if look.landscape() else []
    kind = Chip(words.KINDS[view.asked.kind], "gold")
    chips = Row(
        kind, tag, Gap(), *hint, gap=Air.S, size_hint_y=None, height=look.px(CHIPS_HIGH)
    )  # fmt: skip
    stem = _stem(view.asked.stem, wide, _card_high() - look.px(2 * Air.L + CHIPS_HIGH + 3 * Air.XS))
    return Card(chips, Gap(), stem, Gap(), padding=(Air.XXL, Air.L), gap=Air.XS)


def _answered(asked: Asked, verdict: Verdict) -> Card:
    icon, role = ("check-circle", "ok_ink") if verdict.right else ("x-circle", "ink_2")
    said = Name(verdict.text, ("title", "label", "body"), role if verdict.right else "ink", bold=True)
    row = NameRow(Icon(icon, IconSize.L, role), said, Gap(), gap=Air.M, size_hint_y=None, height=look.px(VERDICT_HIGH))
    fill = "ok_tint" if verdict.right else "surface"
    room = _card_high() - look.px(2 * Air.M + VERDICT_HIGH + 3 * Air.S)
    token = _fitting(asked.stem, ("title", "label", "body"), _text_width(), room, serif=False)
    stem = Text(asked.stem, token, bold=False, balanced=True, max_lines=5)
    return Card(Gap(), row, stem, Gap(), fill=fill, padding=(Air.XXL, Air.M), gap=Air.S, lift=not verdict.right)


def _explanation(wording: Verdict) -> tuple[Card, float]:
    """The card and its height in pixels."""
    head = Row(
        Icon("lightbulb", IconSize.M, "gold"), Text(words.EXPLANATION, "label", "gold_ink", fit=True), Gap(), gap=Air.M
    )
    head.size_hint_y, head.height = None, look.px(High.LINE if not look.large() else High.LINE_L)
    wide = _body_width() - look.px(2 * Air.XL)
    room = look.px(High.BAND if look.landscape() else High.CARD)
    tokens = ("body", "note") if look.large() else ("label", "body")
    token = _fitting(wording.explanation, tokens, wide, room, serif=False)
    text = Text(wording.explanation, token, bold=False, max_lines=4 if look.landscape() else 7)
    high = head.height + _rows(wording.explanation, token, wide, serif=False) * _line_px(token) + look.px(High.LINE_L)
    source = []
    if wording.source:
        source.append(Text(wording.source, "note", "ink_2", max_lines=2))
        high += _rows(wording.source, "note", wide, serif=False) * _line_px("note")
    card = Card(
        Column(head, text, *source, gap=Air.XS, fit=True), fill="gold_tint", lift=False, padding=(Air.XL, Air.L)
    )
    card.size_hint_y = None
    card.bind(minimum_height=card.setter("height"))
    return card, high + look.px(GAP)


def _stem(stem: str, wide: float, high: float) -> Text:
    """The stem in the largest type that keeps it within ``high`` pixels."""
    token = _fitting(stem, ("head", "name", "title", "label"), wide, high, serif=True)
    return Text(stem, token, serif=True, balanced=True, max_lines=5)


def _fitting(text: str, tokens: tuple[str, ...], wide: float, high: float, *, serif: bool) -> str:
    for token in tokens:
        if _rows(text, token, wide, serif=serif) * _line_px(token) <= high:
            return token
    return tokens[-1]


def _rows(text: str, token: str, wide: float, *, serif: bool) -> int:
    widths = fonts.widths(fonts.face_of(token, bold=False, serif=serif), look.text_px(token))
    return len(balance(text, wide, widths))


def _line_px(token: str) -> float:
    return look.text_px(token) * NOTO_LINE * TEXT[token].pitch


def _most_high(options: int, marked: bool) -> int:
    if marked:
        return OPTION_HIGH_MARKED
    if options == 2:
        return OPTION_HIGH_TWO
    return OPTION_HIGH_LARGE if look.large() else OPTION_HIGH


def body_room() -> float:
    """Height of the body in pixels."""
    theme = look.theme()
    below = (Air.L,) if look.landscape() else (theme.spaces.action, Air.M)
    return theme.line_px - sum(map(look.px, (theme.spaces.dock, *below))) - len(below)  # of each rounding, a pixel


def _body_width() -> float:
    theme = look.theme()
    wide = theme.panel.width_px - look.px(2 * theme.spaces.margin)
    return wide - look.px(ACTION_COLUMN + Air.L) if look.landscape() else wide


def _text_width() -> float:
    theme = look.theme()
    return theme.panel.width_px - look.px(2 * theme.spaces.margin + 2 * Air.XXL)
