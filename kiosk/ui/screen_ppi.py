"""How fine the panel is: as kiosk.toml says, else as the panel itself says (EDID), else a 21.5-inch one is assumed.

Sizes on screen are millimetres (docs/screens.md), so a missing or absurd `panel_ppi` must not make targets too small to
hit. Read from /sys/class/drm: standard library only, a millisecond before the first frame.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import hypot
from pathlib import Path
from typing import Literal

from kiosk.ui.tokens import DESIGN_PPI

DRM = Path("/sys/class/drm")
LEAST, MOST = 20.0, 400.0  # a wall of LEDs, a telephone
MM_PER_INCH = 25.4
_FIRST_TIMING = 54  # EDID 1.4, 3.10: the preferred timing, 18 bytes
_BYTES = 128

FULL_HD = (1920, 1080)

Source = Literal["settings", "panel", "assumed"]


@dataclass(frozen=True)
class ScreenPpi:
    """Pixels an inch, and where the figure comes from."""

    ppi: float
    source: Source


def screen_ppi(given: float, drm: Path = DRM) -> ScreenPpi:
    """`given` from the settings when it is believable; 0 means it was left out."""
    if LEAST <= given <= MOST:
        return ScreenPpi(given, "settings")
    found = [ppi for file in sorted(drm.glob("card*-*/edid")) if (ppi := ppi_of(_read(file)))]
    return ScreenPpi(found[0], "panel") if len(found) == 1 else ScreenPpi(DESIGN_PPI, "assumed")


def panel_px(drm: Path = DRM) -> tuple[int, int]:
    """The mode of the one connected panel, in pixels; full HD when that cannot be told."""
    modes = [re.match(r"(\d+)x(\d+)", file.read_text()) for file in sorted(drm.glob("card*-*/modes"))]
    found = [(int(mode[1]), int(mode[2])) for mode in modes if mode]
    return found[0] if len(found) == 1 else FULL_HD


def ppi_of(edid: bytes) -> float | None:
    """Pixels an inch of the preferred timing; None when the block is short or says nothing believable.

    Layout: VESA E-EDID 1.4, 3.10.2: active pixels in bytes 2, 4 and 5, 7 of the timing, millimetres in 12 to 14.
    """
    timing = edid[_FIRST_TIMING : _FIRST_TIMING + 18]
    if len(edid) < _BYTES or not any(timing[:2]):
        return None
    wide_px, high_px = timing[2] | (timing[4] & 0xF0) << 4, timing[5] | (timing[7] & 0xF0) << 4
    wide_mm, high_mm = timing[12] | (timing[14] & 0xF0) << 4, timing[13] | (timing[14] & 0x0F) << 8
    if not (wide_mm and high_mm):
        return None
    ppi = hypot(wide_px, high_px) / hypot(wide_mm, high_mm) * MM_PER_INCH
    return round(ppi, 2) if LEAST <= ppi <= MOST else None


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""  # a connector that went away
