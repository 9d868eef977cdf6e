"""The board's line to the hall service: what it shows is fetched whenever the hall moves, and its voice is told.

line = HallLine(HallLink.load(path), on_now=…, on_away=…)      # both are called on the line's thread
line.start(); …; line.stop()
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from kiosk.core.link.answers import HallAway, HallRefused, content_of
from kiosk.core.link.delivery import Delivery
from kiosk.core.link.enrolment import HallLink
from kiosk.core.link.line import ASK_SECONDS, Line, Look
from kiosk.core.link.outbox import Outbox
from kiosk.features.exhibition.board import module as exhibition
from kiosk.features.tickets.wire_board import BoardNow, board_from_json

if TYPE_CHECKING:
    import httpx

CALM_SECONDS = 0.1  # between two answers that nobody was called by; a call is fetched at once
REPORT_SECONDS = 30.0  # the hall calls a board silent that says nothing for three of these
SAID_TRIES, SAID_AGAIN_SECONDS = 3, 2.0  # of telling that a call was said: later the hall counts without it
CALLED = "called"  # of the two things a stream says; what was called is in the answer


class HallLine:
    """Args:
    on_now: told each answer, also one that is like the last.
    on_away: told why, whenever an answer was due and did not come.
    on_content: told that other content shall show.
    """

    def __init__(
        self, link: HallLink, *, on_now: Callable[[BoardNow], None], on_away: Callable[[str], None],
        on_content: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        look = Look("/api/board", _board, on_now)
        self._line = Line(link, look, on_missed=on_away, on_event=self._heard, gather=self._calm)
        self._line.beside(self._report)
        self._line.beside(self._report_said)
        self._on_content = on_content
        self._said: asyncio.Queue[int] = asyncio.Queue()
        self._called = asyncio.Event()
        self._calm_until = 0.0  # of the loop's clock
        self._voice: bool | None = None  # whether this board can be heard; None: not known yet
        self._voice_told = asyncio.Event()
        self.start, self.stop = self._line.start, self._line.stop

    def bring(self, delivered: exhibition.Delivered, changed: Callable[[], None]) -> None:
        """Packs come by this line too; before `start`. `changed` is told on a worker."""
        delivered.follow(self._line, changed)

    def deliver(self, outbox: Outbox) -> None:
        """Send what waits there whenever the hall is there; before `start`."""
        self._line.beside(Delivery(outbox, self._line).run)

    def tell_voice(self, well: bool) -> None:
        """Whether this board can be heard: the clerks' page shows it. Any thread."""
        self._voice = well
        self._line.soon(self._voice_told.set)

    def tell_said(self, call: int) -> None:
        """The call of that event id was heard whole: from now on it counts. Any thread."""
        self._line.soon(partial(self._said.put_nowait, call))

    @property
    def streaming(self) -> bool:
        """Whether the event stream is held now; for tests and for staff."""
        return self._line.streaming

    def _heard(self, event: str) -> None:
        if event == CALLED:
            self._called.set()
        elif event == exhibition.CONTENT:
            self._on_content()

    async def _calm(self) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout_at(self._calm_until):
                await self._called.wait()
        self._called.clear()
        self._calm_until = asyncio.get_running_loop().time() + CALM_SECONDS

    async def _report(self) -> None:
        """Say whether this board is heard, at each change and now and then, so that a dead board is missed."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(REPORT_SECONDS):
                    await self._voice_told.wait()
            self._voice_told.clear()
            if self._voice is not None:
                with suppress(HallAway, HallRefused):  # said again in half a minute
                    await self._line.request("POST", "/api/devices", ASK_SECONDS, {"voice": self._voice})

    async def _report_said(self) -> None:
        while True:
            call = await self._said.get()
            for _ in range(SAID_TRIES):
                try:
                    await self._line.request("POST", "/api/board/said", ASK_SECONDS, {"call": call})
                except HallAway:
                    await asyncio.sleep(SAID_AGAIN_SECONDS)
                    continue
                except HallRefused:  # a hall of the version before does not count it
                    pass
                break


def _board(answer: httpx.Response) -> BoardNow:
    return board_from_json(content_of(answer))
