"""The board's own scale: a page of 1920 x 1080 made as large as the panel holds. No Kivy.

32, 44, 66, 184 px; cap height >= viewing distance / 200 (docs/screens.md). The panel decides the millimetres, so the
page fills it whatever its fineness, and `readable_m` says how far away each size can be read.
"""

from __future__ import annotations

from functools import cached_property

from kiosk.ui.theme import Panel, Theme
from kiosk.ui.tokens import SIZES

PAGE = (1920, 1080)
PAGE_UPRIGHT = (1288, 2290)  # the left column with the right one below it
CAP_HEIGHT = 0.733  # of Noto Sans SC's em
DISTANCES_A_CAP = 200  # docs/screens.md
MM_PER_INCH = 25.4


class BoardTheme(Theme):
    """A theme whose unit fills the panel, in standard colours: nobody can switch a mode on a wall."""

    @cached_property
    def unit(self) -> float:
        wide, high = PAGE if self.panel.landscape else PAGE_UPRIGHT
        return min(self.panel.width_px / wide, self.panel.height_px / high)


def readable_m(token: str, panel: Panel) -> float:
    """Metres from which text of that size can still be read on this panel."""
    cap_px = SIZES[token].size * BoardTheme(panel).unit * CAP_HEIGHT
    return cap_px / panel.ppi * MM_PER_INCH * DISTANCES_A_CAP / 1000
