"""Whether a panel, hung as it is, can be used by everybody: its targets within reach, and as large as a finger needs.

    needed  = 1290 dpx (upright) or 710 dpx (lying), in millimetres of this panel: what the pages keep for targets
    fits    = 380 mm <= lower edge <= 1120 mm - needed
    scale   = what is left of a target's full size on a panel too small for the pages, 1 on all others

Millimetres are real ones, on the glass. No Kivy: `kiosk doctor` and the first start ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

from kiosk.ui.theme import TOUCHED, TOUCHED_LANDSCAPE, Panel, Theme
from kiosk.ui.tokens import DESIGN_PPI, REACH_LOW_MM, REACH_TOP_MM, STANDARD_SPACES

TARGET_MM = 20.0  # docs/screens.md
LEAST_SCALE = 0.83  # of letters: a body text's 5.8 mm of cap height are 4.8 then (docs/screens.md)


@dataclass(frozen=True)
class TouchBand:
    """`needed_mm`: height of the band that holds targets. `lowest_mm`, `highest_mm`: where the lower edge may hang, in
    whole millimetres above the floor. `scale`: of a target's full size, at most 1. `target_mm`: the smallest target.
    """

    needed_mm: float
    lowest_mm: int
    highest_mm: int
    scale: float
    target_mm: float

    def raise_by(self, bottom_mm: float) -> int:
        """By how many millimetres the panel should hang higher; less than 0: lower; 0: it hangs right."""
        return round(min(max(bottom_mm, self.lowest_mm), self.highest_mm) - bottom_mm)

    @property
    def small(self) -> bool:
        """Targets are smaller than a finger needs, or letters than the eye does."""
        return self.target_mm < TARGET_MM or self.scale < LEAST_SCALE


def touch_band(panel: Panel) -> TouchBand:
    """Of a panel, however it hangs now."""
    theme = Theme(panel)
    mm = 25.4 / panel.ppi
    needed = theme.px(TOUCHED_LANDSCAPE if panel.landscape else TOUCHED) * mm
    full = panel.ppi / DESIGN_PPI * panel.view_distance
    return TouchBand(
        needed, int(REACH_LOW_MM), floor(REACH_TOP_MM - needed), theme.unit / full,
        round(theme.px(STANDARD_SPACES.tap) * mm, 1),
    )  # fmt: skip
