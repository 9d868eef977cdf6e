"""怎么玩: before a challenge, and where a result has nothing else to show."""

from __future__ import annotations

from typing import Any

from kiosk.features.quiz.terminal.challenge import words
from kiosk.ui import look
from kiosk.ui.tokens import Air, High, IconSize
from kiosk.ui.widgets.card import Card, Flat
from kiosk.ui.widgets.icon import Icon
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.text import Text


def how() -> Card:
    steps = [
        Row(Icon(icon, IconSize.M, "pine"), Text(text, "body"), gap=Air.L, size_hint_y=None)
        for icon, text in words.HOW_STEPS
    ]
    for step in steps:
        step.height = look.px(High.LINE_L if look.large() else High.LINE)
    rest: dict[str, Any] = {} if look.landscape() else {"size_hint_y": None}
    card = Flat(Text(words.HOW, "label"), *steps, padding=(Air.XL, Air.L), gap=Air.S, **rest)
    if look.landscape():
        card.add_widget(Gap())
    else:
        card.bind(minimum_height=card.setter("height"))
    return card
