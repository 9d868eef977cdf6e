"""Delivers what waits in the outbox whenever the hall is there, on the line's loop.

line.beside(Delivery(outbox, line).run)          # before line.start()
"""

from __future__ import annotations

import asyncio
import logging

from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.link.line import Line
from kiosk.core.link.outbox import Outbox

log = logging.getLogger(__name__)

REPORT_SECONDS = 10.0
AGAIN_SECONDS = 2.0  # after a report that did not arrive; nobody waits for it
TOKEN_REFUSED = "TokenRefused"


class Delivery:
    """One at a time, in their order; what waits when the line stops stays in the outbox."""

    def __init__(self, outbox: Outbox, line: Line) -> None:
        self._outbox, self._line = outbox, line
        self._due = asyncio.Event()
        outbox.on_put(self.soon)

    def soon(self) -> None:
        """Try now, as far as anything waits; from any thread."""
        self._line.soon(self._due.set)

    async def run(self) -> None:
        """For ever."""
        self._due.set()
        while True:
            await self._due.wait()
            self._due.clear()
            try:
                await self._send_all()
            except HallAway:
                await asyncio.sleep(AGAIN_SECONDS)
                self._due.set()

    async def _send_all(self) -> None:
        while (report := self._outbox.first()) is not None:
            try:
                await self._line.request("POST", report.path, REPORT_SECONDS, report.body, key=report.key)
            except HallRefused as refused:
                if refused.name == TOKEN_REFUSED:
                    return  # the reports are sound; enrolling anew lets them through
                log.warning("the hall refused %s: %s", report.path, refused.name)
                self._outbox.refused(report, refused.name)
            else:
                self._outbox.delivered(report)
