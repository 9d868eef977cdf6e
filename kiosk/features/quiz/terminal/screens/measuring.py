"""How much room a question's parts have and take on this panel, in pixels, before anything is built."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.features.quiz.terminal.sizes import BARS_HIGH, HEAD_HIGH, HEAD_HIGH_LARGE, SPEAK_GAP
from kiosk.ui import fonts, look
from kiosk.ui.places import speak_high
from kiosk.ui.tokens import ACTION_COLUMN, TEXT, Air
from kiosk.ui.wrap import balance, wrap

NOTO_LINE = 1.45  # em, Noto's own


def head_high() -> float:
    """Of the line with the question's number."""
    return look.px(HEAD_HIGH_LARGE if look.large() else HEAD_HIGH)


def card_high() -> float:
    """Height of the card under the head, the bars and a gap of 8."""
    return speak_high(look.theme()) - head_high() - look.px(BARS_HIGH + Air.XS + 3 * SPEAK_GAP)


def body_room() -> float:
    """Height of the body."""
    theme = look.theme()
    below = (Air.L,) if look.landscape() else (theme.spaces.action, Air.M)
    return theme.line_px - sum(map(look.px, (theme.spaces.dock, *below))) - len(below)  # of each rounding, a pixel


def body_width() -> float:
    theme = look.theme()
    wide = theme.panel.width_px - look.px(2 * theme.spaces.margin)
    return wide - look.px(ACTION_COLUMN + Air.L) if look.landscape() else wide


def text_width() -> float:
    """Of the words in the card."""
    theme = look.theme()
    return theme.panel.width_px - look.px(2 * theme.spaces.margin + 2 * Air.XXL)


def fitting(text: str, tokens: Sequence[str], wide: float, high: float, *, serif: bool = False) -> str | None:
    """The first of the sizes in which all of it stands in ``wide`` x ``high``; None: in none of them."""
    return next((token for token in tokens if text_high(text, token, wide, serif=serif) <= high), None)


def text_high(text: str, token: str, wide: float, *, serif: bool = False, even: bool = True) -> float:
    return len(lines(text, token, wide, serif=serif, even=even)) * line_px(token)


def lines(text: str, token: str, wide: float, *, serif: bool = False, even: bool = True) -> list[str]:
    """``even``: as a heading is broken."""
    widths = fonts.widths(fonts.face_of(token, bold=False, serif=serif), look.text_px(token))
    return balance(text, wide, widths) if even else wrap(text, wide, widths)


def line_px(token: str) -> float:
    return look.text_px(token) * NOTO_LINE * TEXT[token].pitch
