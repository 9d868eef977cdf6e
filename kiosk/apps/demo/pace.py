"""How fast the tour goes, and how it fails. No Kivy: read before the window is made."""

from __future__ import annotations

DEADLINE_SECONDS = 80.0  # for one step, on a busy machine; large type waits twice as long before it warns
SETTLE_SECONDS = 0.3  # a page comes to rest before its picture is taken
PRESS_SECONDS = 0.08  # a finger stays down
LAID_OUT_SECONDS = 0.1  # a page just drawn has its targets at their places a frame later


class TourFailed(Exception):
    """A step was not reached in time; the message names the step and what was on the screen."""
