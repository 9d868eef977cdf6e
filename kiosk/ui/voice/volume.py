"""How loud the machine is: ALSA's mixer by `amixer`, which comes with `aplay`. Blocks for a moment: for a worker.

volume = Volume("default")
volume.percent()         # None: this sound card has no mixer, or there is none
volume.set(60)           # how loud it is now
"""

from __future__ import annotations

import re
import subprocess

CONTROLS = ("Master", "PCM", "Speaker", "Headphone")  # the first that the card has
STEP_PERCENT = 10
SECONDS = 5.0
_SHARE = re.compile(r"\[(\d{1,3})%\]")
_DEVICE = re.compile(r"(?:plug)?(hw:[\w=,]+)")  # of a player's name the card's part


class Volume:
    """`device`: as in kiosk.toml's `sound.device`."""

    def __init__(self, device: str = "default", program: str = "amixer") -> None:
        card = _DEVICE.fullmatch(device)
        self._device = card[1].partition(",")[0] if card else "default"
        self._program = program
        self._control = ""

    def percent(self) -> int | None:
        for control in [self._control] if self._control else CONTROLS:
            told = self._ask("sget", control)
            if told is not None:
                self._control = control
                return told
        return None

    def set(self, percent: int) -> int | None:
        if self.percent() is None:
            return None
        return self._ask("sset", self._control, f"{min(100, max(0, percent))}%", "unmute")

    def _ask(self, *words: str) -> int | None:
        """A card without a mute switch takes `unmute` for nothing."""
        try:
            ran = subprocess.run(
                [self._program, "-D", self._device, *words],
                capture_output=True, text=True, errors="replace", timeout=SECONDS, check=False,
            )  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return None
        found = _SHARE.search(ran.stdout)
        return int(found[1]) if found and ran.returncode == 0 else None
