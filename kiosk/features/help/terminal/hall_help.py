"""请人帮忙 as a terminal asks for it, over its line to the hall."""

from __future__ import annotations

import logging

from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.link.line import ASK_SECONDS, Line

log = logging.getLogger("kiosk.terminal")


class HallHelp:
    """`line` None: this terminal belongs to no hall."""

    def __init__(self, line: Line | None) -> None:
        self._line = line

    def call(self, page: str, key: str) -> bool:
        """Whether the hall service has the call. Blocks; for a worker."""
        if self._line is None:
            return False
        try:
            self._line.ask("POST", "/api/help", ASK_SECONDS, {"screen": page}, key=key)
        except (HallAway, HallRefused) as error:
            log.warning("help call not heard: %s", error)
            return False
        return True
