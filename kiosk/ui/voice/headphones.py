"""Is somebody listening alone? Headphones in a jack, as ALSA's card controls tell.

Read with `amixer -c CARD contents` (alsa-utils), whose jack entries look so:

    numid=14,iface=CARD,name='Front Headphone Jack'
      ; type=BOOLEAN,access=r-------,values=1
      : values=on

What cannot be read counts as no headphones: private pages stay silent. So do cards told to keep their loudspeaker on
beside the headphones ('Auto-Mute Mode' Disabled, item 0).
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

CARDS = Path("/proc/asound/cards")
ANSWER_SECONDS = 2.0

_CARD = re.compile(r"^\s*(\d+)\s+\[", re.MULTILINE)
_CONTROL = re.compile(
    r"numid=\d+,iface=\w+,name='(?P<name>[^']*)'.*?^\s+: values=(?P<value>\S+)", re.DOTALL | re.MULTILINE
)


def cards(listing: Path = CARDS) -> list[int]:
    """Numbers of the sound cards, none when the kernel has no sound."""
    try:
        return [int(number) for number in _CARD.findall(listing.read_text(encoding="ascii", errors="replace"))]
    except OSError:
        return []


def headphones_present() -> bool:
    """Whether headphones are plugged into any card. Takes some 5 ms a card; never raises."""
    return any(plugged_in(contents(card)) for card in cards())


def contents(card: int) -> str:
    """What `amixer` tells of a card; empty when it cannot."""
    try:
        asked = subprocess.run(
            ["amixer", "-c", str(card), "contents"],
            capture_output=True, text=True, errors="replace", timeout=ANSWER_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return asked.stdout if asked.returncode == 0 else ""


def plugged_in(told: str) -> bool:
    """Whether `amixer contents` tells of a headphone jack in use and of loudspeakers that fall silent with it."""
    values = {found["name"]: found["value"] for found in _CONTROL.finditer(told)}
    if values.get("Auto-Mute Mode") == "0":
        return False
    return any("Headphone" in name and name.endswith("Jack") and value == "on" for name, value in values.items())
