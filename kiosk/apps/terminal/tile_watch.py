"""Looks again at what works while a page of tiles is in front, so that a tile which has stopped leaves within 5 s."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kivy.clock import Clock

if TYPE_CHECKING:
    from kiosk.apps.terminal.shell import Shell

SECONDS = 2.0


class TileWatch:
    """`views`: page -> its view as things stand now; `changed` is told, when that is another than what is drawn."""

    def __init__(self, shell: Shell, views: Mapping[str, Callable[[], object]], changed: Callable[[], None]) -> None:
        self._shell, self._views, self._changed = shell, views, changed

    def start(self) -> None:
        Clock.schedule_interval(self._look, SECONDS)

    def stop(self) -> None:
        Clock.unschedule(self._look)

    def _look(self, _dt: float) -> None:
        page, view = self._shell.now()
        made = self._views.get(page)
        if made and self._shell.page_name == page and made() != view:
            self._changed()
