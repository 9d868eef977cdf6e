"""Where the sounds lie, made at set-up by deploy/make_sounds.py."""

from __future__ import annotations

import os
from pathlib import Path

NAMES = ("tap", "done", "notice", "bell", "chime")


def folder() -> Path:
    """$KIOSK_SOUNDS, or build/sounds of the checkout."""
    given = os.environ.get("KIOSK_SOUNDS")
    return Path(given) if given else Path(__file__).parents[3] / "build" / "sounds"


def missing() -> list[str]:
    """Names of sounds that are not there."""
    return [name for name in NAMES if not (folder() / f"{name}.wav").is_file()]
