"""What the pages of the packs share: what is open, whom they know, and how a press is answered.

session, fields = await answers.form(request, Right.CONTENT_EDIT)
return await answers.done(request, session, fields, work, show)
"""

from __future__ import annotations

import asyncio
import errno
import hashlib
import logging
import secrets
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from content.pack.entry import PackRejected
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.frame import HEADERS, Fields
from kiosk.features.exhibition.console import words
from kiosk.features.exhibition.console.presses import Presses
from kiosk.features.exhibition.hall.desk import PackDesk, PackRefused
from kiosk.features.exhibition.hall.drafts import Draft, Drafts
from kiosk.features.exhibition.hall.intake import NotTaken
from kiosk.features.exhibition.hall.programme import Programme
from kiosk.features.exhibition.hall.shelf import PackLost
from kiosk.features.exhibition.hall.words import LOST
from kiosk.features.exhibition.hall.words import rejected as said_of

HERE = "/keeper/packs"
MOST_SAID, LONGEST_SAID = 200, 1000
REFUSALS = (PackRefused, PackRejected, PackLost, NotTaken, OSError)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """Where a press leads, and what is said there."""

    to: str
    says: str = ""


Work = Callable[[], Done]
"""What a press does; blocks. Raises one of `REFUSALS`."""
Show = Callable[[int, str], Awaitable[Response]]
"""The page again, with an HTTP status and why it was not done."""


class Answers:
    """One for all pages of the packs."""

    def __init__(self, door: Doorman, desk: PackDesk, drafts: Drafts) -> None:
        self.door, self.desk, self.drafts = door, desk, drafts
        self.programme, self.presses = Programme(desk, drafts), Presses()
        self._said: OrderedDict[str, str] = OrderedDict()

    def today(self) -> date:
        return self.door.clock().date()

    async def known(self, name: str) -> Draft:
        """Raises HTTPException, which leads back to the list."""
        try:
            return await asyncio.to_thread(self.drafts.of, name)
        except PackRefused:
            raise HTTPException(303, headers={"Location": HERE}) from None

    # -- pages ----------------------------------------------------------------------------------------------------

    def page(
        self, template: str, session: Session, status: int = 200, says: str = "", **values: Any
    ) -> HTMLResponse:  # fmt: skip
        """`says`: why something was not done. What a press before it said is said once, on whichever page comes."""
        well = self._said.pop(session.csrf, "") if not says else ""
        return self.door.page(
            f"exhibition/{template}.html", status, session=session, room="packs", says=says, well=well,
            press=secrets.token_hex(8), today=self.today(), has_small=self.drafts.has_small, **values,
        )  # fmt: skip

    def say(self, session: Session, text: str) -> None:
        """On the next page that this log-in opens, behind what is still to be said there."""
        if text:
            before = self._said.get(session.csrf, "")
            self._said[session.csrf] = f"{before}；{text}"[:LONGEST_SAID] if before else text[:LONGEST_SAID]
        while len(self._said) > MOST_SAID:
            self._said.popitem(last=False)

    # -- presses --------------------------------------------------------------------------------------------------

    async def form(self, request: Request, right: Right) -> tuple[Session, Fields]:
        """Raises what the door raises."""
        session = self.door.at_work(request, right)
        return session, await self.door.form(request, session)

    async def done(self, request: Request, session: Session, fields: Fields, work: Work, show: Show) -> Response:
        """The same press of the same page twice is done once."""

        async def once() -> Response:
            try:
                done = await asyncio.to_thread(work)
            except REFUSALS as error:
                return await show(*told(error))
            self.say(session, done.says)
            return RedirectResponse(done.to, 303, HEADERS)

        sent = repr((request.url.path, sorted(fields.pairs())))
        return await self.presses.once(f"{session.csrf} {hashlib.sha256(sent.encode()).hexdigest()}", once)


def told(error: Exception) -> tuple[int, str]:
    """HTTP status, and why, in the editor's words."""
    match error:
        case PackRefused():
            return 409, words.refused(error.reason)
        case PackRejected():
            return 409, said_of(error)
        case PackLost():
            return 409, LOST
        case NotTaken():
            return 409, str(error)
        case OSError():
            if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                log.error("a pack was not kept: %s", error.strerror)
            return 507, words.DISK_FULL
        case _:
            raise error
