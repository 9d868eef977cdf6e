"""请人帮忙 as a terminal asks for it, over its line to the hall."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from kiosk.core.link.answers import HallAway, HallRefused, content_of
from kiosk.core.link.line import ASK_SECONDS, Line
from kiosk.features.help.wire import HelpState, state_from_json

if TYPE_CHECKING:
    import httpx

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

    def somebody_comes(self) -> bool:
        """Whether somebody has said 我去 to this terminal's call. Blocks; for a worker."""
        if self._line is None:
            return False
        try:
            return self._line.ask("GET", "/api/help", ASK_SECONDS, content=_state).coming
        except (HallAway, HallRefused):  # asked again soon; a hall of the version before does not say
            return False


def _state(answer: httpx.Response) -> HelpState:
    return state_from_json(content_of(answer))
