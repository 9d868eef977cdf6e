"""Texts under one another in a room of known size: in the largest sizes that hold all of them, else cut.

told = Told((Part("沈长河", ("name", "title"), serif=True), Part(deeds, gives=True)), room)
if told.is_cut: …            # a way to read the rest
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.ui import look
from kiosk.ui.tokens import Air
from kiosk.ui.widgets.layout import Column, Gap
from kiosk.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Part:
    """`tokens` from the largest size to the smallest; `above`: dpx over it. `gives`: it is the one that is cut."""

    text: str
    tokens: tuple[str, ...] = ("body",)
    role: str = "ink"
    above: int = Air.S
    serif: bool | None = None
    bold: bool | None = None
    gives: bool = False


class Told(Column):
    """`room`: width and height in pixels. Empty texts take no place."""

    def __init__(self, parts: Sequence[Part], room: tuple[float, float]) -> None:
        wide, high = room
        parts = [part for part in parts if part.text]
        steps = max((len(part.tokens) for part in parts), default=0)
        texts: list[Text] = []
        for step in range(steps):
            texts = [_text(part, step, wide) for part in parts]
            if _height(parts, texts) <= high:
                break
        self.is_cut = _height(parts, texts) > high
        if self.is_cut:
            texts = _cut(parts, texts, wide, high)
        super().__init__(gap=0)
        for part, text in zip(parts, texts, strict=True):
            if text.height:
                if self.children:
                    self.add_widget(Gap(part.above))
                self.add_widget(text)
        self.add_widget(Gap())


def _text(part: Part, step: int, wide: float, lines: int = 0) -> Text:
    token = part.tokens[min(step, len(part.tokens) - 1)]
    return Text(part.text, token, part.role, serif=part.serif, bold=part.bold, max_lines=lines, width=wide)


def _height(parts: Sequence[Part], texts: Sequence[Text]) -> float:
    shown = [(part, text) for part, text in zip(parts, texts, strict=True) if text.height]
    return float(sum(text.height for _, text in shown) + sum(look.px(part.above) for part, _ in shown[1:]))


def _cut(parts: Sequence[Part], texts: Sequence[Text], wide: float, high: float) -> list[Text]:
    """Those that give lose lines, the last of them first; then whole texts, from the end."""
    made = list(texts)
    for number in reversed([number for number, part in enumerate(parts) if part.gives]):
        over = _height(parts, made) - high
        if over <= 0:
            break
        part = parts[number]
        count = len(made[number].lines(wide))
        line = made[number].height / max(1, count)
        left = max(1, count - int(-(-over // line)))
        made[number] = _text(part, len(part.tokens) - 1, wide, left)
    while _height(parts, made) > high and any(text.height for text in made):
        last = max(number for number, text in enumerate(made) if text.height)
        made[last] = Text("", width=wide)
    return made
