"""The arrangement of home on a terminal: asked of the hall, and kept here for the time it is away, also over a restart.

running = home.Running(store)               # on a worker: what is kept is read
running.follow(line, changed)               # before line.start(); `changed` on the line's thread, when it is another
running.soon()                              # the hall says that something else shall show
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from kiosk.features.home.rules.arrangement import USUAL, Arrangement, from_plain, to_plain

if TYPE_CHECKING:
    from kiosk.core.link.line import Line
    from kiosk.core.link.store import TerminalStore

NAME = "home"
AGAIN_SECONDS = 60.0  # an event may have been missed
log = logging.getLogger("kiosk.terminal")


class Running:
    """`arrangement` may be read on any thread."""

    def __init__(self, store: TerminalStore) -> None:
        self._store = store
        self.arrangement: Arrangement = self._kept()
        self._due: asyncio.Event | None = None
        self._line: Line | None = None
        self._changed: Callable[[], None] = _nothing

    def follow(self, line: Line, changed: Callable[[], None]) -> None:
        self._line, self._changed, self._due = line, changed, asyncio.Event()
        line.beside(self._follow)

    def soon(self) -> None:
        """Ask now; from any thread."""
        if self._line and self._due:
            self._line.soon(self._due.set)

    async def _follow(self) -> None:
        """For ever, on the line's loop."""
        assert self._due
        while True:
            await self._ask()
            with suppress(TimeoutError):
                async with asyncio.timeout(AGAIN_SECONDS):
                    await self._due.wait()
            self._due.clear()

    async def _ask(self) -> None:
        from kiosk.core.link.answers import HallAway, HallRefused, content_of
        from kiosk.core.link.line import ASK_SECONDS
        from kiosk.features.home.wire import PATH, home_from_json

        assert self._line
        try:
            now = await self._line.request(
                "GET", PATH, ASK_SECONDS, content=lambda came: home_from_json(content_of(came))
            )
        except (HallAway, HallRefused) as error:  # what is kept goes on; a hall of an older version has none
            log.debug("home as it was kept: %s", error)
            return
        if now.arrangement != self.arrangement:
            self.arrangement = now.arrangement
            await asyncio.to_thread(self._keep, to_plain(now.arrangement))
            self._changed()

    def _keep(self, rows: Any) -> None:
        from kiosk.core.link.store import StoreClosed

        try:
            self._store.remember(NAME, rows)
        except (sqlite3.Error, StoreClosed) as error:
            log.warning("the arrangement of home is not kept: %s", type(error).__name__)

    def _kept(self) -> Arrangement:
        """As it was known last; whatever is written there, home is not left empty."""
        try:
            known = self._store.recall(NAME)
        except (sqlite3.Error, ValueError) as error:
            log.warning("the arrangement of home was not read: %s", type(error).__name__)
            return USUAL
        return from_plain(known[0]) if known else USUAL


def _nothing() -> None:
    """Nobody listens yet."""
