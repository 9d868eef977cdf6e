"""Under what is tapped: one line that says how, and beside it what belongs to the question: 重新排, 看大图, 第 2 空."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kivy.uix.widget import Widget

from kiosk.features.quiz.terminal.screens.measuring import body_width
from kiosk.features.quiz.terminal.screens.redrawn import Redrawn
from kiosk.features.quiz.terminal.sizes import FOOT_TEXT_LEAST, GAP, HINT_HIGH
from kiosk.features.quiz.terminal.views import Press, QuestionView
from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.button import PushButton
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Text


def foot_high(view: QuestionView) -> float:
    """With the gap over it; 0: there is none. Lying, the line stands above the stem."""
    if view.foot_presses:
        return float(look.px(look.theme().spaces.tap + GAP))
    return look.px(HINT_HIGH + GAP) if view.foot and not look.landscape() else 0.0


def foot(view: QuestionView, press: Callable[[str], None], kept: Redrawn) -> Row | None:
    high = foot_high(view)
    if not high:
        return None
    buttons: list[Widget] = [kept.take(("foot", one), partial(foot_button, one, press)) for one in view.foot_presses]
    told = "" if look.landscape() else view.foot
    left = body_width() - sum(button.width + look.px(Air.M) for button in buttons)
    line: Widget = Gap()
    if told and left >= look.px(FOOT_TEXT_LEAST):
        token = "body" if not buttons else "note"
        line = kept.take(
            ("hint", told, token), partial(Text, told, token, "ink_2", fill=True, size_hint_y=1, width=left)
        )
    return Row(line, *buttons, gap=Air.M, size_hint_y=None, height=high - look.px(GAP))


def foot_button(one: Press, press: Callable[[str], None]) -> PushButton:
    """As wide as its word; one that holds is in red outline."""
    button = PushButton(
        one.word, partial(press, one.key), tap=f"quiz.{one.key}", kind="help" if one.on else "second", icon=one.icon,
        icon_bold=True, token="body", height=look.theme().spaces.tap, off=one.off,
    )  # fmt: skip
    button.size_hint_x, button.width = None, button.natural_width
    return button
