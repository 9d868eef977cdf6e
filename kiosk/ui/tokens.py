"""The look as one table: colours by role, text sizes, spaces. Nothing here knows a panel or Kivy.

Sizes are design pixels: 1 dpx = 25.4 / 102.46 mm = 0.248 mm, one pixel of the 21.5" portrait panel the pages were
drawn on. Screens name a role or a token, never a number or a colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DESIGN_PPI = 102.46

Palette = Literal["standard", "elder", "contrast"]

# role: standard, elder, high contrast. Measured ratios stand in the tests: >= 4.5:1, elder and contrast >= 7:1.
COLORS: dict[str, tuple[str, str, str]] = {
    "ground": ("F5F0E8", "FFFBF4", "000000"),
    "surface": ("FFFEFB", "FFFFFF", "141414"),
    "sunken": ("ECE4D9", "F1E9DD", "2A2A2A"),
    "line": ("DCD0C1", "CDBDAA", "8C8C8C"),
    "edge": ("8F7D6E", "6B5A4E", "FFFFFF"),
    "ink": ("2A201B", "1A1412", "FFFFFF"),
    "ink_2": ("5E5048", "4A3E37", "E6E6E6"),
    "ink_off": ("8A7A6C", "6F6157", "B8B8B8"),
    "primary": ("A61E1B", "96140F", "FFD60A"),
    "primary_down": ("7E1311", "6E0C09", "D9B400"),
    "on_primary": ("FFFFFF", "FFFFFF", "000000"),
    "on_primary_2": ("FBE3DC", "FFF1EC", "1A1600"),
    "primary_tint": ("F7E4DF", "FBEAE5", "332B00"),
    "primary_ink": ("8A1613", "7A0F0B", "FFE45C"),
    "gold": ("8A5B14", "6B4508", "FFD60A"),
    "gold_line": ("C9A25A", "A9812F", "FFD60A"),
    "gold_ink": ("6B4508", "573705", "FFE45C"),
    "gold_tint": ("F6EBD3", "FAF0DA", "332B00"),
    "pine": ("1F5A54", "17463F", "7FE3D2"),
    "pine_ink": ("17463F", "113832", "9BF0E1"),
    "pine_tint": ("E0ECE7", "E6F1EC", "06302A"),
    "ok": ("256B3A", "1B5429", "7CF29A"),
    "ok_ink": ("1C5730", "164722", "9BF7B3"),
    "ok_tint": ("E2EFE1", "E6F3E6", "052E12"),
    "warn": ("7A4200", "633500", "FFC46B"),
    "warn_tint": ("FCEBCB", "FDF0D6", "3A2400"),
    "warn_edge": ("B87414", "8F5600", "FFC46B"),
    "focus": ("1557B0", "0B4390", "66CCFF"),
}
COLUMN: dict[Palette, int] = {"standard": 0, "elder": 1, "contrast": 2}


@dataclass(frozen=True)
class TextToken:
    """One text size: em in dpx (standard, elder), line pitch as a share of the font's own 1.45 em, and the face."""

    size: int
    elder: int
    pitch: float = 1.0
    bold: bool = False
    serif: bool = False
    trim: bool = False  # digits and letters only: the empty room above and below the figures is cut off


TEXT: dict[str, TextToken] = {
    "note": TextToken(27, 32),
    "body": TextToken(32, 38),
    "label": TextToken(38, 46, 0.95, bold=True),
    "title": TextToken(46, 54, 0.9, bold=True),
    "name": TextToken(52, 64, 0.9, bold=True, serif=True),
    "head": TextToken(64, 76, 0.9, bold=True, serif=True),
    "hero": TextToken(76, 92, 0.9, bold=True, serif=True),
    "oath": TextToken(120, 128, 0.9, bold=True, serif=True),
    "count": TextToken(144, 168, bold=True, trim=True),
    "num": TextToken(248, 296, bold=True, trim=True),
}

# The call board's own scale (docs/screens.md): read across a hall, in dpx of its own page (`apps/board/scale.py`), and
# the same in every mode, since nobody touches it.
BOARD_TEXT: dict[str, TextToken] = {
    "board_note": TextToken(32, 32),
    "board_text": TextToken(44, 44),
    "board_title": TextToken(44, 44, 0.9, bold=True, serif=True),
    "board_figure": TextToken(66, 66, bold=True),
    "board_word": TextToken(92, 92, bold=True),
    "board_past": TextToken(150, 150, bold=True),
    "board_call": TextToken(184, 184, bold=True),
}
SIZES: dict[str, TextToken] = TEXT | BOARD_TEXT


@dataclass(frozen=True)
class Spaces:
    """Sizes of the skeleton in dpx (docs/screens.md): target >= 20 mm (81), elder 25 mm (101), gap >= 3 mm (12)."""

    gap: int
    tap: int
    button: int
    dock: int
    action: int
    icon_scale: float
    margin: int = 48
    header: int = 112


STANDARD_SPACES = Spaces(gap=16, tap=84, button=112, dock=148, action=148, icon_scale=1.0)
ELDER_SPACES = Spaces(gap=20, tap=104, button=132, dock=172, action=168, icon_scale=1.2)


class Air:
    """Room between things and inside of cards, in dpx: steps of 2 to 16 mm, and two below them (docs/screens.md)."""

    HAIR, XXS, XS, S, M, L, XL, XXL, XXXL = 2, 4, 8, 12, 16, 24, 32, 48, 64


class Inside:
    """Room inside of what has an edge, in dpx: at the sides of a card and of a row, above and below a card's words."""

    CARD, ROW, HIGH = 40, 36, 28


class Stroke:
    """How thick lines are, in dpx: a hair, the edge of a card, of what is spoken of, of what is chosen."""

    HAIR, EDGE, MAIN, CHOSEN = 2, 3, 4, 5


class IconSize:
    """Sides of icons in dpx: beside a note, a text, a label; alone in a row or a tile; what a card is about."""

    S, M, L, XL, XXL, HUGE = 36, 46, 58, 70, 100, 128
    TICK, CHIP, CARET, MARK, SIGN = 32, 34, 44, 56, 68  # in a mark, in a chip, at a row's end, of a state, at a title


class High:
    """Heights of what stands in a page, in dpx: lines of text, strips, rows that lead on, bands, blocks and cards."""

    NOTE, LINE, LINE_L, LINE_XL = 44, 56, 64, 74
    STRIP, BUTTON, ROW_S, ROW, ROW_L = 92, 112, 144, 160, 164
    BAND, BAND_L, BLOCK, BLOCK_L = 188, 200, 214, 240
    CARD_S, CARD, CARD_L = 280, 320, 380


class BadgeSide:
    """Sides of the square behind an icon at the head of a row, in dpx; `ROW`: of a row that leads on."""

    XS, S, M, ROW, L = 76, 88, 96, 104, 108


CARD_GAP = Air.L  # dpx between cards, tiles and columns, beside and under one another
ROW_GAP = 20  # between the rows of a list, the keys of a rail, the parts of a page where hands work
ACTION_COLUMN = 710  # dpx, of a wide panel: buttons at the right, under the reach line
LIST_COLUMN = 574  # the same beside a list, which gets more of the width
CARD_RADIUS, HERO_RADIUS = 24, 36  # dpx; the second of what a page is about: its main card, the first tile
CELL_RADIUS = 12  # of keys, cells of a table, lines of a list

REACH_LOW_MM, REACH_TOP_MM = 380.0, 1120.0  # above the floor: no target lower, none higher (docs/screens.md)


def luminance(hex_color: str) -> float:
    """Relative luminance of `RRGGBB` as WCAG 2 defines it, 0..1."""
    parts = [int(hex_color[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    r, g, b = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast_ratio(one: str, other: str) -> float:
    """Contrast of two `RRGGBB` colours, 1..21 (WCAG 2)."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
