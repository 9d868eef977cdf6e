"""请人帮忙: tell the hall, and tell the visitor truthfully whether anyone was told, and whether anyone comes."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Protocol

from kiosk.features.help.terminal.views import HelpView
from kiosk.ui.stage import Stage

PAGE = "help"
ASK_AGAIN_SECONDS = 2.0


class HallCalls(Protocol):
    """The calls of this terminal in the hall service; both block, and carry no personal data."""

    def call(self, page: str, key: str) -> bool:
        """Whether the hall service has the call."""

    def somebody_comes(self) -> bool:
        """Whether somebody has said 我去 to it; False also when nobody can be asked."""


class HelpFlow:
    """One call a visit, until somebody comes: who taps again while it is open is shown how it stands."""

    def __init__(self, stage: Stage, hall: HallCalls, desk_place: str) -> None:
        self._stage, self._hall, self._desk_place = stage, hall, desk_place
        self._came_from: tuple[str, object] | None = None
        self._open = False  # the hall has a call of this visit that nobody was seen to answer
        self._asking = False
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        self._came_from = None
        self._open = self._asking = False

    def start(self, page: str) -> None:
        """Tapped in the dock of `page`; a second tap on the help page changes nothing."""
        if page == PAGE:
            return
        self._came_from = self._stage.now()
        if self._open:
            self._told(True)
            return
        self._stage.work(partial(self._hall.call, page, str(uuid.uuid4())), self._told)

    def back(self) -> None:
        """回到刚才的页面."""
        if self._came_from and self._came_from[0] not in (PAGE, "home"):
            self._stage.show(*self._came_from)
        else:
            self._stage.home()

    def _told(self, sent: bool) -> None:
        self._open = sent
        self._stage.show(PAGE, HelpView(sent, self._desk_place))
        if sent and not self._asking:
            self._asking = True
            self._stage.after(ASK_AGAIN_SECONDS, self._ask)

    def _ask(self) -> None:
        """As long as the page is there: the visitor looks at it for the answer."""
        if self._stage.now()[0] == PAGE:
            self._stage.work(self._hall.somebody_comes, self._heard)
        else:
            self._asking = False

    def _heard(self, comes: bool) -> None:
        if not comes:
            self._stage.after(ASK_AGAIN_SECONDS, self._ask)
            return
        self._open = self._asking = False
        if self._stage.now()[0] == PAGE:
            self._stage.show(PAGE, HelpView(True, self._desk_place, coming=True))
