"""全部服务: which group is in front in large type, and which page of it. Gone with the visit."""

from __future__ import annotations

from kiosk.apps.terminal.views import ALL
from kiosk.ui.stage import Stage


class AllServicesFlow:
    """The page's view is made anew whenever it is shown, by what works then (`HomeFacts.all_view`)."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.group, self.page = "", 0
        stage.on_wipe(self.wipe)

    def start(self) -> None:
        """Tapped on home."""
        self.wipe()
        self._stage.show(ALL, None)

    def choose(self, group: str) -> None:
        """A tab in large type."""
        self.group, self.page = group, 0
        self._stage.show(ALL, None)

    def turn(self, page: int) -> None:
        self.page = page
        self._stage.show(ALL, None)

    def wipe(self) -> None:
        self.group, self.page = "", 0
