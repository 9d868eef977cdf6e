"""请人帮忙: tell the hall, and tell the visitor truthfully whether anyone was told. No Kivy."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial

from kiosk.features.help.terminal.views import HelpView
from kiosk.ui.stage import Stage


class HelpFlow:
    """`call(page, key)` blocks and says whether the hall service has the call; it carries no personal data."""

    def __init__(self, stage: Stage, call: Callable[[str, str], bool], desk_place: str) -> None:
        self._stage, self._call, self._desk_place = stage, call, desk_place
        self._came_from: tuple[str, object] | None = None
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._came_from = None

    def start(self, page: str) -> None:
        """Tapped in the dock of `page`; a second tap on the help page changes nothing."""
        if page == "help":
            return
        self._came_from = self._stage.now()
        self._stage.work(partial(self._call, page, str(uuid.uuid4())), self._told)

    def _told(self, sent: bool) -> None:
        self._stage.show("help", HelpView(sent, self._desk_place))

    def back(self) -> None:
        """回到刚才的页面."""
        if self._came_from and self._came_from[0] not in ("help", "home"):
            self._stage.show(*self._came_from)
        else:
            self._stage.home()
