"""What may be tapped of a question: options with their letter, steps with their place, choices of a blank.

How many find room on one screen is measured first; each is as high as its words need.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kivy.uix.widget import Widget

from content.banks.model import Kind
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.screens.measuring import body_width, line_px, text_high
from kiosk.features.quiz.terminal.screens.redrawn import Redrawn
from kiosk.features.quiz.terminal.sizes import (
    GAP,
    OPTION_AIR,
    OPTION_HIGH,
    OPTION_HIGH_LARGE,
    OPTION_HIGH_MARKED,
    OPTION_HIGH_TWO,
)
from kiosk.features.quiz.terminal.views import QuestionView
from kiosk.ui import look
from kiosk.ui.tokens import CARD_GAP, Air, IconSize, Inside
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.option import RING, Option


@dataclass(frozen=True)
class Rows:
    """Places of options in ``token``'s size; ``heights`` in pixels of each row of them."""

    which: tuple[int, ...]
    token: str
    heights: tuple[float, ...]


def texts_of(view: QuestionView) -> tuple[str, ...]:
    """As they stand on the screen."""
    return tuple(words.JUDGED[text] for text in view.options) if view.asked.kind is Kind.JUDGE else view.options


def rows_for(texts: Sequence[str], room: float, tokens: Sequence[str], *, most_lines: int = 99) -> Rows | None:
    """All of them on one screen, in the largest size that has room; None: there is no room."""
    for token in tokens:
        heights = _heights(texts, token)
        most = most_lines * line_px(token) + look.px(2 * OPTION_AIR)
        if sum(heights) + look.px(GAP) * len(heights) <= room and max(heights, default=0) <= max(most, _tap()):
            return Rows(tuple(range(len(texts))), token, tuple(heights))
    return None


def paged(texts: Sequence[str], room: float, tokens: Sequence[str]) -> list[Rows]:
    """Screens of them, as few as the smallest size allows, evenly filled."""
    for pages in range(1, len(texts) + 1):
        each = -(-len(texts) // pages)
        found = [
            (begin, rows)
            for begin in range(0, len(texts), each)
            if (rows := rows_for(texts[begin : begin + each], room, tokens))
        ]
        if len(found) == -(-len(texts) // each):
            return [replace(rows, which=tuple(begin + one for one in rows.which)) for begin, rows in found]
    return [Rows((at,), tokens[-1], (room - look.px(GAP),)) for at in range(len(texts))]


def only(which: Sequence[int], texts: Sequence[str], room: float, tokens: Sequence[str]) -> Rows | None:
    """Those alone on one screen."""
    rows = rows_for([texts[one] for one in which], room, tokens)
    return replace(rows, which=tuple(which)) if rows else None


def _columns() -> int:
    return 2 if look.landscape() else 1


def _tap() -> float:
    return float(look.px(look.theme().spaces.tap))


def _heights(texts: Sequence[str], token: str) -> list[float]:
    columns, wide = _columns(), _words_wide()
    needs = [text_high(text, token, wide) + look.px(2 * OPTION_AIR) for text in texts]
    return [max(_tap(), *needs[at : at + columns]) for at in range(0, len(needs), columns)]


def _words_wide() -> float:
    """Of an option's words."""
    wide = (body_width() - look.px(CARD_GAP) * (_columns() - 1)) / _columns()
    return wide - look.px(2 * Inside.CARD + 2 * Air.XL) - look.icon_px(RING) - look.icon_px(IconSize.MARK)


def make(
    view: QuestionView, rows: Rows, room: float, tapped: Callable[[int], Callable[[], None]], kept: Redrawn
) -> list[Option]:
    """The options of one screen, in a height of ``room``; those of the last are used again."""
    texts, marked = texts_of(view), view.verdict is not None
    heights = _shared(rows, room, marked=marked)
    options = []
    for place, index in enumerate(rows.which):
        option = kept.take(("option", place), _blank_option)
        option.size_hint_y = 1 if look.landscape() else None
        option.renew(
            _letter(view, index), texts[index], tapped(index), tap=f"quiz.option.{index}", token=rows.token,
            height=heights[place // _columns()], state=view.states[index], off=marked,  # type: ignore[arg-type]
        )  # fmt: skip
        options.append(option)
    return options


def _blank_option() -> Option:
    return Option("", "", wide=_words_wide())


def blank(kept: Redrawn) -> None:
    """No words in those that are kept, and none of them chosen."""
    for option in kept.every(Option):
        option.renew("", "", _nothing, tap="", token="label", height=option.height, state="plain", off=True)


def _nothing() -> None:
    """What a tap on it does."""


def _letter(view: QuestionView, index: int) -> str:
    """Of an order the place it was given, else its letter."""
    if view.places:
        return str(view.places[index] or "")
    return words.JUDGED_LETTERS[view.options[index]] if view.asked.kind is Kind.JUDGE else words.LETTERS[index]


def refresh(view: QuestionView, rows: Rows, options: Sequence[Option]) -> None:
    """Another one was tapped."""
    for index, option in zip(rows.which, options, strict=True):
        option.state = view.states[index]
        option.letter = _letter(view, index)


def _shared(rows: Rows, room: float, *, marked: bool) -> list[float]:
    """Pixels of each row when they share a height of ``room``."""
    spare = (room - sum(rows.heights)) / len(rows.heights) - look.px(GAP)
    most = look.px(_most_high(len(rows.which), marked))
    even = max(rows.heights) <= min(most, sum(rows.heights) / len(rows.heights) + spare)
    return [
        min(most, sum(rows.heights) / len(rows.heights) + spare) if even else high + max(0.0, spare)
        for high in rows.heights
    ]


def laid_out(options: Sequence[Option]) -> list[Widget]:
    """The widgets that hold them."""
    if not look.landscape():
        return list(options)
    found: list[Widget] = []
    for at in range(0, len(options), 2):
        pair: list[Widget] = [*options[at : at + 2]]
        high = options[at].height
        row = Row(*pair, *([Gap()] if len(pair) < 2 else []), gap=CARD_GAP, size_hint_y=None, height=high)
        found.append(row)
    return found


def _most_high(options: int, marked: bool) -> int:
    if look.landscape():
        return OPTION_HIGH_TWO
    if marked:
        return OPTION_HIGH_MARKED
    if options == 2:
        return OPTION_HIGH_TWO
    return OPTION_HIGH_LARGE if look.large() else OPTION_HIGH
