"""Counting on the call board: what it showed of its packs. Nobody touches a board, so no visit is counted."""

from __future__ import annotations

from kiosk.features.use.terminal.module import Running

__all__ = ["Running"]
