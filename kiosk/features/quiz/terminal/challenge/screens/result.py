"""How many in a row, what the mistake was, and the board of the day: by a nickname off a list, or not at all."""

from __future__ import annotations

from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal.challenge import sizes, words
from kiosk.features.quiz.terminal.challenge.flow import RESULT, ChallengeFlow
from kiosk.features.quiz.terminal.challenge.screens.how import how
from kiosk.features.quiz.terminal.challenge.screens.picks import NamePick, grid
from kiosk.features.quiz.terminal.challenge.views import BoardRow, ResultView, Told
from kiosk.features.quiz.terminal.screens.score_ring import NumberRing
from kiosk.ui import look
from kiosk.ui.page import Page
from kiosk.ui.tokens import CARD_GAP, CELL_RADIUS, Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Row
from kiosk.ui.widgets.name import Name
from kiosk.ui.widgets.text import Text


class ChallengeResult(Page):
    name = RESULT
    sound = "done"
    nav = ("home", "end")
    private = True
    reading = True

    def __init__(self, flow: ChallengeFlow) -> None:
        super().__init__()
        self._flow = flow

    def on_back(self) -> bool:
        return True

    def show(self, view: ResultView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self.speak.add_widget(_reached(view))
        naming = bool(view.names)
        if look.landscape():
            left = self._names(view) if naming else _told(view, self._flow)
            self.body.add_widget(Row(*([left] if left else []), _board(view), gap=CARD_GAP))
        else:
            told = _told(view, self._flow)
            board = None if naming and look.large() else _board(view)
            gone = Text(words.NAMES_GONE, "body") if view.names_gone else None
            begun = how() if not (naming or view.board) else None  # nobody is on the board yet
            for part in (told, self._names(view) if naming else gone, board, begun):
                if part:
                    self.body.add_widget(part)
            self.body.add_widget(Gap())
        if view.slip:
            self.body.add_widget(_slip(view.slip))
        self.set_actions(*self._buttons(view, naming))

    def _names(self, view: ResultView) -> Column:
        head = Row(
            Text(words.CHOOSE_NAME, "label"), Text(words.NOT_REAL, "body", "ink_2", fit=True), size_hint_y=None
        )  # fmt: skip
        head.bind(minimum_height=head.setter("height"))
        picks: list[Widget] = [
            NamePick(
                one.name, chosen=one.key == view.name, tap=f"quiz.challenge.name.{place}",
                on_tap=partial(self._flow.pick, one.key),
            )
            for place, one in enumerate(view.names)
        ]  # fmt: skip
        high = sizes.NAME_HIGH_LARGE if look.large() else sizes.NAME_HIGH
        others = PushButton(
            words.OTHERS, self._flow.others, tap="quiz.challenge.others", icon="arrows-clockwise", icon_bold=True,
            token="body", height=high,
        )  # fmt: skip
        columns = sizes.COLUMNS_LARGE if look.large() or look.landscape() else sizes.COLUMNS
        rest = [Gap()] if look.landscape() else []
        return Column(head, grid([*picks, others], columns, high), *rest, gap=Air.M, fit=not look.landscape())

    def _buttons(self, view: ResultView, naming: bool) -> list[PushButton]:
        flow = self._flow
        again = PushButton(
            words.AGAIN, flow.again, tap="quiz.challenge.again", icon="arrows-clockwise", icon_bold=True,
            kind="second" if naming else "primary",
        )  # fmt: skip
        if naming:
            ready = bool(view.name)
            enter = PushButton(
                words.ENTER if ready else words.CHOOSE_FIRST, flow.enter, tap="quiz.challenge.enter", kind="primary",
                off=not ready,
            )  # fmt: skip
            off = PushButton(words.NOT_ON_BOARD, flow.decline, tap="quiz.challenge.decline")
            return [off, *([] if look.large() else [again]), enter]
        keep = PushButton(words.KEEPSAKE, flow.print_it, tap="quiz.challenge.keepsake", icon="printer")
        return [*([keep] if view.may_print else []), again]


def _reached(view: ResultView) -> Card:
    lock = Row(Icon("lock-simple", IconSize.S, "ink_2"), Text(view.private, "body", "ink_2"), gap=Air.S)
    lock.size_hint_y, lock.height = None, look.px(High.LINE)
    told = Column(
        Text(view.line, "body", "ink_2"),
        Name(view.title, ("hero", "head", "title"), "pine_ink", lines=2),
        Text(view.flags, "body"),
        lock, gap=Air.XS, fit=True, pos_hint={"center_y": 0.5},
    )  # fmt: skip
    ring = NumberRing(view.streak, words.UNIT, view.share, spoken=view.line)
    return Card(ring, told, across=True, padding=(Air.XXL, Air.XL), gap=Air.XXL)


def _told(view: ResultView, flow: ChallengeFlow) -> Card | None:
    return _mistake(view.told, flow) if view.told else None


def _mistake(told: Told, flow: ChallengeFlow) -> Card:
    button = PushButton(words.EXPLAIN, flow.explain, tap="quiz.challenge.explain")
    button.size_hint_x, button.width = None, button.natural_width
    verdict = Name(told.verdict, ("label", "body"), "gold_ink", bold=True, lines=2)
    why = [Text(told.explanation, "body", "gold_ink", max_lines=2)] if told.explanation else []
    bulb = Icon("lightbulb", IconSize.L, "gold")
    if look.landscape():
        return Card(
            verdict, *why, Gap(), Row(bulb, Gap(), button, size_hint_y=None, height=button.height),
            fill="gold_tint", lift=False, padding=(Air.XL, Air.L), gap=Air.S,
        )  # fmt: skip
    said = Column(verdict, *why, gap=Air.XXS, fit=True, pos_hint={"center_y": 0.5})
    card = Card(
        bulb, said, button, fill="gold_tint", lift=False, across=True, padding=(Air.XL, Air.L), gap=Air.L,
        size_hint_y=None,
    )  # fmt: skip
    card.bind(minimum_height=card.setter("height"))
    return card


def _board(view: ResultView) -> Card:
    head = Row(Text(words.BOARD, "title"), Text(words.BOARD_NOTE, "body", "ink_2", fit=True), size_hint_y=None)
    head.bind(minimum_height=head.setter("height"))
    rows: list[Widget] = [_row(row) for row in view.board] or [Text(words.EMPTY_BOARD, "body", "ink_2")]
    if look.landscape():
        return Card(head, *rows, Gap(), padding=(Air.XL, Air.M), gap=Air.XXS)
    card = Card(head, *rows, padding=(Air.XL, Air.L), gap=Air.XXS, size_hint_y=None)
    card.bind(minimum_height=card.setter("height"))
    return card


def _row(row: BoardRow) -> Card:
    role = "primary_ink" if row.mine else "ink"
    number = Text(
        str(row.place), "label", "on_primary" if row.mine else "ink", halign="center", fill=True, size_hint=(1, 1)
    )  # fmt: skip
    side = look.px(sizes.PLACE * look.theme().spaces.icon_scale)
    place = Card(
        number, fill="primary" if row.mine else "sunken", lift=False,
        radius=round(sizes.PLACE * look.theme().spaces.icon_scale / 2), border=0,
        size_hint=(None, None), size=(side, side), pos_hint={"center_y": 0.5},
    )  # fmt: skip
    count = Text(row.streak, "label", role, fit=True, bold=True)
    line = Card(
        place, Name(row.nickname, ("body", "note"), role, bold=row.mine), count,
        fill="primary_tint" if row.mine else "surface", lift=False, border=0, radius=CELL_RADIUS, across=True,
        padding=(Air.S, 0), gap=Air.L, size_hint_y=None,
    )  # fmt: skip
    line.height = look.px(sizes.ROW_HIGH_LARGE if look.large() else sizes.ROW_HIGH)
    return line


def _slip(text: str) -> Row:
    row = Row(Icon("printer", IconSize.S, "ink_2"), Text(text, "body"), gap=Air.S, size_hint_y=None)
    row.bind(minimum_height=row.setter("height"))
    return row
