"""Which paper: each with its number of questions, minutes and topics; one tap begins it. Many are turned by pages."""

from __future__ import annotations

from functools import partial

from kiosk.features.quiz.terminal import sizes, words
from kiosk.features.quiz.terminal.flow import INTRO, QuizFlow
from kiosk.features.quiz.terminal.views import IntroView, Offered
from kiosk.ui import look
from kiosk.ui.page import Page, titles
from kiosk.ui.tokens import CARD_GAP, HERO_RADIUS, Air, High, IconSize
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Column, Gap, Layers, Row
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.picture import Picture
from kiosk.ui.widgets.text import Text
from kiosk.ui.widgets.tile import RowTile

ROWS, ROWS_LARGE, ROWS_LANDSCAPE = 3, 3, 3  # on one page, with the pager below
ROWS_ALONE = 4  # upright and without a pager
RESUME = ("arrow-bend-up-right", "quiz.resume")
KEPT = ("identification-card", "quiz.see_kept")
RED = ("exam", "flag")  # icons of what is about the Party


class Intro(Page):
    """``IntroView`` as rows; below the papers what is gone on with by a slip, and what was kept."""

    name = INTRO
    lasting = True
    action_band = False

    def __init__(self, flow: QuizFlow) -> None:
        super().__init__()
        self._flow = flow

    def show(self, view: IntroView) -> None:
        self.speak.clear_widgets()
        self.body.clear_widgets()
        self._speak(view)
        back = self._ways_back(view)
        count = len(view.papers) + (view.test is not None)
        most = _rows(count)
        high = High.BLOCK if back and min(count, most) >= ROWS_ALONE else High.BLOCK_L
        tests = [_test(view.test, self._flow, high)] if view.test else []
        offered = [*tests, *(self._row(paper, high) for paper in view.papers)]
        pages = max(1, -(-len(offered) // most))
        page = min(view.page, pages - 1)
        rows = offered[page * most : (page + 1) * most]
        how = [_how()] if view.papers and len(offered) < 3 else []
        if look.landscape():
            blank = [Gap() for _ in range(most - len(rows))] if pages > 1 else []
            self.body.add_widget(Row(*rows, *how, *blank, gap=CARD_GAP))
        else:
            for part in (*rows, *how, Gap()):
                self.body.add_widget(part)
        if back:
            self.body.add_widget(back)
        if pages > 1:
            self.body.add_widget(pager_row(page, pages, self._flow.turn, "quiz.papers"))

    def _speak(self, view: IntroView) -> None:
        if not view.papers and not view.test:
            self.speak.add_widget(titles(words.EMPTY, words.EMPTY_NOTE))
            self.speak.add_widget(Gap())
            return
        head = titles(words.TITLE, words.INTRO_NOTE)
        lock = Row(
            Icon("lock-simple", IconSize.S, "pine_ink"),
            Text(words.INTRO_PRIVATE, "body", "pine_ink", fit=True),
            Gap(),
            gap=Air.S,
        )
        lock.size_hint_y, lock.height = None, look.px(High.LINE)
        head.add_widget(Gap(Air.S))
        head.add_widget(lock)
        picture = [] if look.contrast() else [_Drawing()]
        self.speak.add_widget(
            Card(head, *picture, across=True, padding=(Air.XXL, Air.XL), gap=Air.XL, radius=HERO_RADIUS)
        )

    def _ways_back(self, view: IntroView) -> Row | None:
        """To what was begun or kept before, whichever page of papers is in front."""
        high = look.theme().spaces.tap
        buttons = [
            PushButton(word, act, tap=tap, icon=icon, token="body", height=high)
            for word, (icon, tap), act in (
                (view.resume, RESUME, self._flow.resume), (view.kept, KEPT, self._flow.see_kept),
            )
            if word
        ]  # fmt: skip
        return Row(*buttons, gap=CARD_GAP, size_hint_y=None, height=look.px(high)) if buttons else None

    def _row(self, paper: Offered, high: int) -> RowTile:
        note = f"{paper.note.split(chr(10))[0]}\n{paper.short}" if paper.short else paper.note
        if look.large() and not look.landscape():  # of its own line the topics would be cut
            note = words.in_one(note)
        row = RowTile(
            paper.title, note, icon=paper.icon, tint="red" if paper.icon in RED else "pine",
            tap=f"quiz.begin.{paper.plan}", on_tap=partial(self._flow.begin, paper.plan),
            height=high, off=paper.off,
        )  # fmt: skip
        return _in_its_row(row)


def _rows(offered: int) -> int:
    """How many stand on a page."""
    if look.landscape():
        return ROWS_LANDSCAPE
    if look.large():
        return ROWS_LARGE
    return ROWS_ALONE if offered <= ROWS_ALONE else ROWS


def _test(offered: Offered, flow: QuizFlow, high: int) -> RowTile:
    """正式测试, by card."""
    row = RowTile(
        offered.title, offered.note, icon=offered.icon, tint="gold", tap="quiz.exam", on_tap=flow.sit,
        height=high,
    )  # fmt: skip
    return _in_its_row(row)


def _how() -> Card:
    """What will happen, in three lines that are only read."""
    steps = [
        Row(Icon(icon, IconSize.M, "pine"), Text(text, "body"), gap=Air.L, size_hint_y=None)
        for icon, text in words.HOW_STEPS
    ]
    for step in steps:
        step.height = look.px(High.LINE_XL if look.large() else High.LINE_L)
    head = Text(words.HOW, "label")
    if look.landscape():
        return Flat(head, Gap(Air.XXS), *steps, Gap(), padding=(Air.XL, Air.L), gap=Air.XS)
    return Flat(
        head,
        Gap(Air.XXS),
        *steps,
        padding=(Air.XL, Air.L),
        gap=Air.XS,
        size_hint_y=None,
        height=look.px(High.CARD_L if look.large() else High.CARD),
    )


def _in_its_row(row: RowTile) -> RowTile:
    if look.landscape():
        row.size_hint_y = 1
    return row


class _Drawing(Layers):
    """The ticked sheet from home, at the right of the head."""

    def __init__(self) -> None:
        picture = Picture("m_check", pos_hint={"center_x": 0.5, "center_y": 0.5})
        super().__init__(Column(Gap(), gap=0), picture, size_hint_x=None, width=look.px(sizes.PAPER_PICTURE))
