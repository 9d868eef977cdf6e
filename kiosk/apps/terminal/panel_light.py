"""How bright the panel is, and dark at night: by the backlight in /sys, or by the display server's DPMS.

    light = PanelLight()
    light.percent()          # None: this panel cannot be set from here
    light.darken(); light.brighten()

Most panels of kiosks are monitors: they have no backlight in /sys, and no brightness to set, but go dark by DPMS, and
wake by it at a touch. All of it blocks for a moment: for a worker.
"""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

BACKLIGHTS = Path("/sys/class/backlight")
LEAST_PERCENT, STEP_PERCENT = 10, 10  # dark enough for a night, and still seen by whoever sets it
DARK_PERCENT = 1
XSET_SECONDS = 5.0

log = logging.getLogger("kiosk.terminal")


@dataclass(frozen=True)
class Backlight:
    """A folder of /sys/class/backlight that this user may write (deploy/tmpfiles/kiosk-light.conf)."""

    place: Path

    def percent(self) -> int:
        """Raises OSError, ValueError."""
        return round(100 * int((self.place / "brightness").read_text()) / self._most)

    def set(self, percent: int) -> None:
        """Raises OSError."""
        (self.place / "brightness").write_text(f"{max(1, round(self._most * percent / 100))}\n")

    @property
    def _most(self) -> int:
        return max(1, int((self.place / "max_brightness").read_text()))


class PanelLight:
    def __init__(self, backlights: Path = BACKLIGHTS) -> None:
        found = sorted(backlights.glob("*/brightness"))
        self._backlight = next((Backlight(file.parent) for file in found if os.access(file, os.W_OK)), None)
        self._xset = _xset() if os.environ.get("DISPLAY") else None
        self._before: int | None = None  # how bright it was, while it is dark
        self.is_dark = False

    @property
    def can_darken(self) -> bool:
        return bool(self._backlight or self._xset)

    def percent(self) -> int | None:
        """Of its own light; None: it cannot be set from here."""
        if self._before is not None:
            return self._before
        try:
            return self._backlight.percent() if self._backlight else None
        except (OSError, ValueError) as error:
            log.warning("the backlight cannot be read: %s", error)
            return None

    def set(self, percent: int) -> int | None:
        """As bright as that, or as near as allowed; how bright it is now."""
        wanted = min(100, max(LEAST_PERCENT, percent))
        self._write(wanted)
        if self._before is not None:
            self._before = wanted
        return self.percent()

    def darken(self) -> None:
        self.is_dark = True
        if self._backlight:
            if self._before is None:
                self._before = self.percent()
            self._write(DARK_PERCENT)
        else:
            self._dpms("off")

    def brighten(self) -> None:
        """As bright as it was. Also at a start: whoever set it dark may have died, and nobody would find back."""
        before, self._before, self.is_dark = self._before, None, False
        if not self._backlight:
            self._dpms("on")
        elif before is not None:
            self._write(before)
        elif (self.percent() or 0) < LEAST_PERCENT:
            self._write(100)

    def _write(self, percent: int) -> None:
        try:
            if self._backlight:
                self._backlight.set(percent)
        except (OSError, ValueError) as error:
            log.warning("the backlight cannot be set: %s", error)

    def _dpms(self, state: str) -> None:
        """No time-outs of its own: the display server's are off (deploy/screen), and stay so."""
        if not self._xset:
            return
        for words in (["+dpms"], ["dpms", "0", "0", "0"], ["dpms", "force", state]):
            try:
                subprocess.run([self._xset, *words], timeout=XSET_SECONDS, check=True, capture_output=True)
            except (OSError, subprocess.SubprocessError) as error:
                log.warning("the panel cannot be switched %s: %s", state, type(error).__name__)
                return


def _xset() -> str | None:
    """The program, where the display server can switch a panel: Xwayland, under cage, cannot."""
    program = shutil.which("xset")
    if program is None:
        return None
    asked = [program, "q"]
    try:
        told = subprocess.run(
            asked, capture_output=True, text=True, errors="replace", timeout=XSET_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if "DPMS is " in told.stdout else None
