"""A question, then its explanation in the same place: what was right is green with ✓, what was not grey with ✕, what
would have been right is edged in green.

One page for both and for the review after the result, so that going on redraws instead of building a page. What has no
room on one screen takes several: a long stem one of its own, many long options as many as they need, a long explanation
the same; nothing is cut, and nothing scrolls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from kivy.uix.widget import Widget

from content.banks.model import Kind
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.asking import QUESTION, Asking
from kiosk.features.quiz.terminal.screens import explained, option_rows, order_strip, stem
from kiosk.features.quiz.terminal.screens.blank_stem import BlankStem
from kiosk.features.quiz.terminal.screens.foot import foot, foot_high
from kiosk.features.quiz.terminal.screens.measuring import body_room, card_high, line_px
from kiosk.features.quiz.terminal.screens.option_rows import Rows
from kiosk.features.quiz.terminal.screens.order_strip import OrderStrip
from kiosk.features.quiz.terminal.screens.redrawn import Redrawn
from kiosk.features.quiz.terminal.sizes import GAP, NOTE_HIGH
from kiosk.features.quiz.terminal.views import Press, QuestionView
from kiosk.ui import look
from kiosk.ui.page import Page, Way
from kiosk.ui.tokens import CARD_GAP, Air, IconSize
from kiosk.ui.touch import HAND
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.option import Option
from kiosk.ui.widgets.paged.pager import pager_row
from kiosk.ui.widgets.text import Text

ASKED, ASKED_LARGE = ("label", "body"), ("label",)  # sizes of options beside the whole stem
ASKED_LONG, ASKED_LONG_LARGE = ("label", "body", "note"), ("label", "body")  # of those that take screens
LINES_LARGE = 2  # of an option on the screen of its stem


@dataclass(frozen=True)
class Screen:
    """One screen of a question: ``part`` of the stem alone, options, or a part of the explanation."""

    part: str | None = None
    rows: Rows | None = None
    explanation: str | None = None  # "" for all of it
    beside: bool = False  # all of it, beside the stem


class Question(Page):
    """Shows a ``QuestionView``; a tap on an option only repaints the options."""

    name = QUESTION
    private = True
    reading = True

    def __init__(self, asking: Asking, kept: Redrawn | None = None) -> None:
        """``kept``: what the last of these pages left."""
        super().__init__()
        self._asking = asking
        self._view: QuestionView | None = None
        self._drawn: object = None
        self._screens: list[Screen] = []
        self._at = 0
        self._options: list[Option] = []
        self._answered: BlankStem | OrderStrip | None = None  # above the options
        self._head: Widget | None = None
        self._kept = kept or Redrawn()
        order_strip.prepare(self._kept)
        self._primary: PushButton  # of what is drawn

    @property
    def heard_alone(self) -> bool:
        """A question is public, and so are its options; how somebody answered is theirs."""
        return self._view is not None and self._view.verdict is not None

    def on_back(self) -> bool:
        return self._asking.back()

    def on_leave(self, way: Way) -> bool:
        return self._asking.leave(way)

    def show(self, view: QuestionView) -> None:
        before, self._view = self._view, view
        drawn = _drawn(view)
        if drawn != self._drawn:
            same = before is not None and (before.asked.key, before.step) == (view.asked.key, view.step)
            self._drawn, self._screens = drawn, screens(view)
            self._at = min(self._at, len(self._screens) - 1) if same else 0
            self._draw(view)
            if before and not same:
                HAND.screen_changed()  # 下一题 stands where 选好了 stood: a double tap must not go past the explanation
        elif before and before.frame != view.frame:
            self._head = stem.reframed(self.speak, self._head, view)
        self._refresh(view)

    def leave(self) -> None:
        """Nothing of the question, or of how it was answered, stays in what is kept."""
        option_rows.blank(self._kept)
        self._kept.put_down()
        self._drawn = self._view = None

    def turn(self, screen: int) -> None:
        """Another screen of the same question."""
        if self._view and 0 <= screen < len(self._screens):
            self._at = screen
            self._draw(self._view)
            HAND.screen_changed()
            self._refresh(self._view)

    # -- drawing ------------------------------------------------------------------------------------------------------

    def _refresh(self, view: QuestionView) -> None:
        rows = self._screens[self._at].rows
        if rows:
            option_rows.refresh(view, rows, self._options)
        if isinstance(self._answered, BlankStem):
            self._answered.show(stem.blanks_of(view))
        elif self._answered:
            self._answered.show(view)
        if self._is_last or view.verdict:
            self._primary.off, self._primary.busy = bool(view.missing), view.waiting
            self._primary.text = view.missing or view.primary.word

    @property
    def _is_last(self) -> bool:
        return self._at + 1 == len(self._screens)

    def _draw(self, view: QuestionView) -> None:
        for place in (self.speak, self.body, self.actions):
            place.clear_widgets()
        self._kept.begin()
        self._options, self._answered = [], None
        self._head = stem.head(view.frame, view.asked, asking=view.verdict is None)
        for part in (self._head, *stem.segments(view.frame, self._kept), Gap(Air.XS)):
            self.speak.add_widget(part)
        screen = self._screens[self._at]
        if view.verdict:
            self._draw_told(view, screen)
        elif screen.part is not None:
            self._draw_stem(view, screen.part)
        else:
            self._draw_asked(view, screen)
        if not look.landscape() and not (view.verdict and len(self._screens) > 1):
            self.body.add_widget(Gap())
        self.set_actions(*self._buttons(view))

    def _draw_stem(self, view: QuestionView, part: str) -> None:
        last = self._screens[self._at + 1].part is None
        self.speak.add_widget(stem.long_card(view, part, _long_high(), last=last))
        if not look.landscape():
            told = Text(words.options_next(len(view.options)), "body")
            icon = Icon("list-numbers", IconSize.XL, "pine")
            high = look.px(NOTE_HIGH)
            self.body.add_widget(
                Flat(icon, told, across=True, padding=(Air.XXL, 0), gap=Air.XL, size_hint_y=None, height=high)
            )

    def _draw_asked(self, view: QuestionView, screen: Screen) -> None:
        whole = all(one.part is None for one in self._screens)
        said = view.asked.stem if whole else words.last_of(view.asked.stem)
        card, self._answered = stem.asked_card(view, said, stem.asked_room(), self._kept)
        self.speak.add_widget(card)
        self._lay_options(view, screen, body_room() - foot_high(view))
        self._add_foot(view)

    def _draw_told(self, view: QuestionView, screen: Screen) -> None:
        assert view.verdict
        card = stem.told_card(view, view.verdict, half=screen.beside)
        if screen.beside:
            aside = explained.card_beside(view.verdict, stem.half_wide(), card_high())
            self.speak.add_widget(Row(card, aside, gap=CARD_GAP))
        else:
            self.speak.add_widget(card)
        room = body_room() - foot_high(view)
        if len(self._screens) > 1:
            turned = pager_row(self._at, len(self._screens), self.turn, "quiz.screen")
            room -= turned.height + look.px(GAP)
        if screen.explanation == "":
            below = explained.card(view.verdict, room)
            if below:
                self.body.add_widget(below)
                room -= explained.high_of(view.verdict, room)
        elif screen.explanation is not None:
            self.body.add_widget(explained.page_card(screen.explanation, view.verdict))
        if screen.part is not None:
            self.body.add_widget(
                Card(Text(screen.part, "body", bold=False), padding=Air.L, lift=False, size_hint_y=None, height=room)
            )
        self._lay_options(view, screen, room)
        self._add_foot(view)
        if len(self._screens) > 1:
            self.body.add_widget(Gap())
            self.body.add_widget(turned)

    def _lay_options(self, view: QuestionView, screen: Screen, room: float) -> None:
        if screen.rows and screen.rows.heights:
            self._options = option_rows.make(view, screen.rows, room, self._tapped, self._kept)
            for widget in option_rows.laid_out(self._options):
                self.body.add_widget(widget)

    def _tapped(self, index: int) -> Callable[[], None]:
        return partial(self._asking.choose, index)

    def _add_foot(self, view: QuestionView) -> None:
        made = foot(view, self._asking.press, self._kept)
        if made:
            self.body.add_widget(made)

    # -- actions ------------------------------------------------------------------------------------------------------

    def _buttons(self, view: QuestionView) -> list[PushButton]:
        if view.verdict:
            return [*map(self._button, view.frame.presses), self._make_primary(view.primary)]
        at = self._at
        if not self._is_last:
            first = list(map(self._button, view.frame.presses)) if at == 0 else [self._before()]
            of_stem = self._screens[at + 1].part is not None
            word = (
                words.STEM_ON if of_stem else words.see_options(len(view.options), more=self._screens[at].part is None)
            )
            on = PushButton(
                word, partial(self.turn, at + 1), tap="quiz.screen.next", kind="primary", icon="arrow-right",
                icon_bold=True,
            )  # fmt: skip
            return [*first, on]
        first = [self._before()] if at else list(map(self._button, view.frame.presses))
        return [*first, self._make_primary(view.primary)]

    def _before(self) -> PushButton:
        word = words.STEM_AGAIN if self._screens[self._at - 1].part is not None else words.OPTIONS_BEFORE
        back = partial(self.turn, self._at - 1)
        return PushButton(word, back, tap="quiz.screen.previous", icon="arrow-left", icon_bold=True)

    def _button(self, press: Press) -> PushButton:
        tapped = partial(self._asking.press, press.key)
        make = partial(
            PushButton, press.word, tapped, tap=f"quiz.{press.key}", icon=press.icon, icon_bold=True, off=press.off
        )
        return self._kept.take(("press", press), make)

    def _make_primary(self, press: Press) -> PushButton:
        tapped = partial(self._asking.press, press.key)
        make = partial(PushButton, press.word, tapped, tap=f"quiz.{press.key}", icon=press.icon, kind="primary")
        self._primary = self._kept.take(("primary", press.key, press.icon), make)
        return self._primary


def _drawn(view: QuestionView) -> tuple[object, ...]:
    """What stands where: another one of these is drawn anew, all else is only repainted."""
    around = replace(view.frame, heading="", heading_note="", aside="", aside_icon="", sign=None)
    return (
        view.step, view.asked, view.options, view.foot, view.foot_presses, view.primary.key, around, view.verdict,
        view.picture is None, view.awaits_picture,
    )  # fmt: skip


def screens(view: QuestionView) -> list[Screen]:
    """How the question is divided on this panel."""
    return _told_screens(view) if view.verdict else _asked_screens(view)


def _asked_screens(view: QuestionView) -> list[Screen]:
    texts, room = option_rows.texts_of(view), body_room() - foot_high(view)
    stands, large = stem.stands(view), look.large() and not look.landscape()
    tokens, most = (ASKED_LARGE, LINES_LARGE) if large else (ASKED, 99)
    rows = option_rows.rows_for(texts, room, tokens, most_lines=most)
    if stands and rows:
        return [Screen(rows=rows)]
    pages = [Screen(rows=rows) for rows in option_rows.paged(texts, room, ASKED_LONG_LARGE if large else ASKED_LONG)]
    if stands and (len(pages) > 1 or not large):
        return pages
    inside = _long_high() - look.px(2 * Air.L + 3 * Air.M) - line_px("note")
    return [*(Screen(part=part) for part in stem.parted(view.asked.stem, inside)), *pages]


def _told_screens(view: QuestionView) -> list[Screen]:
    """All on one screen, with the explanation below or beside the stem, or the options that were right or chosen on it,
    or one screen after the other."""
    assert view.verdict
    texts, room = option_rows.texts_of(view), body_room() - foot_high(view)
    stands = stem.stands(view)
    high = explained.high_of(view.verdict, room)
    rows = option_rows.rows_for(texts, room - high, ASKED_LONG) if high else None
    if stands and rows:
        return [Screen(rows=rows, explanation="")]
    rows = option_rows.rows_for(texts, room, ASKED_LONG) if stem.shares(view) else None
    if rows and explained.token_beside(view.verdict, stem.half_wide(), card_high()):
        return [Screen(rows=rows, beside=True)]
    told = [place for place, state in enumerate(view.states) if state in ("right", "missed", "wrong")]
    rows = option_rows.only(told, texts, room - high, ASKED_LONG) if high and len(told) < len(texts) else None
    if stands and rows:
        return [Screen(rows=rows, explanation="")]
    room -= look.px(look.theme().spaces.button + GAP)
    found = (
        [Screen(explanation=part) for part in explained.pages(view.verdict, room)] if view.verdict.explanation else []
    )
    orders = [Screen(rows=rows) for rows in option_rows.paged(texts, room, ASKED_LONG)]
    # the verdict on an order says that the right one stands below it
    found = [*orders, *found] if view.asked.kind is Kind.ORDER else [*found, *orders]
    return (
        found
        if stands
        else [*found, *(Screen(part=part) for part in stem.told_parts(view.asked.stem, room - look.px(2 * Air.L)))]
    )


def _long_high() -> float:
    """Of the card of a stem that has a screen to itself: down to what must stand below it."""
    theme = look.theme()
    if look.landscape():
        return card_high() + max(0.0, body_room() - look.px(2 * theme.spaces.button + Air.M))
    return card_high() + body_room() - look.px(NOTE_HIGH + GAP)
