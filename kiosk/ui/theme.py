"""Millimetres -> pixels: one theme is a panel plus a mode. Rules only: no Kivy, so it is tested without a window.

`unit` is screen pixels per design pixel: panel_ppi / 102.46 x view_distance, made smaller where the panel is too
small to hold the pages (then targets are smaller than docs/screens.md asks, and `doctor` says so).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from kiosk.ui import language
from kiosk.ui.tokens import (
    COLORS,
    COLUMN,
    DESIGN_PPI,
    ELDER_SPACES,
    REACH_LOW_MM,
    REACH_TOP_MM,
    SIZES,
    STANDARD_SPACES,
    Palette,
    Spaces,
)

PORTRAIT_PAGE = (1080, 1920)  # the least page in dpx: smaller panels shrink the unit
LANDSCAPE_PAGE = (2286, 1286)
# dpx: the least a page keeps for what is touched, from the panel's lower edge up, and for what is read, from its upper
# edge down. On the least page the two meet.
TOUCHED, TOUCHED_LANDSCAPE = 1290, 710
READ, READ_LANDSCAPE = PORTRAIT_PAGE[1] - TOUCHED, LANDSCAPE_PAGE[1] - TOUCHED_LANDSCAPE


@dataclass(frozen=True)
class Panel:
    """A screen: pixels, pixels an inch, lower edge above the floor in mm, viewing distance against 21.5"."""

    width_px: int = 1080
    height_px: int = 1920
    ppi: float = DESIGN_PPI
    bottom_mm: float = 800.0
    view_distance: float = 1.0

    @property
    def landscape(self) -> bool:
        return self.width_px > self.height_px


@dataclass(frozen=True)
class Mode:
    """What a visitor may switch; all go back to the hall's own when the visit ends."""

    large: bool = False  # 大字
    contrast: bool = False  # 高对比
    language: str = language.DEFAULT  # a key of language.NAMES

    @property
    def palette(self) -> Palette:
        return "contrast" if self.contrast else "elder" if self.large else "standard"


def _own_colors() -> Mapping[str, tuple[str, str, str]]:
    return COLORS


@dataclass(frozen=True)
class Theme:
    """Everything a widget asks for: colours by role, text sizes by token, pixels for design pixels."""

    panel: Panel = Panel()
    mode: Mode = Mode()
    colors: Mapping[str, tuple[str, str, str]] = field(default_factory=_own_colors, hash=False, repr=False)

    @property
    def landscape(self) -> bool:
        return self.panel.landscape

    @cached_property
    def unit(self) -> float:
        panel = self.panel
        wide, high = LANDSCAPE_PAGE if panel.landscape else PORTRAIT_PAGE
        physical = panel.ppi / DESIGN_PPI * panel.view_distance
        return min(physical, panel.width_px / wide, panel.height_px / high)

    @cached_property
    def spaces(self) -> Spaces:
        return ELDER_SPACES if self.mode.large else STANDARD_SPACES

    @property
    def reach_px(self) -> float:
        """Highest place of a target, in screen pixels above the lower edge of the panel: 1,120 mm above the floor."""
        return max(0.0, (REACH_TOP_MM - self.panel.bottom_mm) * self.panel.ppi / 25.4)

    @property
    def reach_low_px(self) -> float:
        """Lowest place of a target, likewise: 380 mm above the floor."""
        return max(0.0, (REACH_LOW_MM - self.panel.bottom_mm) * self.panel.ppi / 25.4)

    @property
    def line_px(self) -> float:
        """Where what is touched ends and what is read begins, in screen pixels above the lower edge of the panel.

        As high as people reach, so that everything above is read; but a panel that hangs low leaves the upper part its
        READ, and one that hangs too high keeps its TOUCHED, part of it out of reach: `touch_band` says how to hang it.
        """
        touched, read = (TOUCHED_LANDSCAPE, READ_LANDSCAPE) if self.landscape else (TOUCHED, READ)
        most = self.panel.height_px - self.px(read)
        return min(most, max(self.reach_px, self.px(touched)))

    def px(self, design_px: float) -> int:
        """Design pixels -> whole screen pixels; at least 1 for anything above 0."""
        return max(1, round(design_px * self.unit)) if design_px > 0 else 0

    def mm(self, screen_px: float) -> float:
        """Screen pixels -> millimetres on the glass, over the viewing distance, as in docs/screens.md."""
        return screen_px * 25.4 / self.panel.ppi / self.panel.view_distance

    def text_px(self, token: str) -> int:
        size = SIZES[token]
        return self.px(size.elder if self.mode.large else size.size)

    def icon_px(self, design_px: float) -> int:
        return self.px(design_px * self.spaces.icon_scale)

    def color(self, role: str) -> tuple[float, float, float, float]:
        return _rgba(self.colors[role][COLUMN[self.mode.palette]])


@lru_cache(maxsize=256)
def _rgba(hex_color: str) -> tuple[float, float, float, float]:
    r, g, b = (int(hex_color[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return (r, g, b, 1.0)
