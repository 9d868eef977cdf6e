"""An exhibit as the terminal draws it, a picture inside the page. ``/keeper/packs/{name}/preview``.

One is drawn at a time, whoever asks: who finds the worker busy is told so (``X-Kiosk-Why: busy``), and the page's
script asks again. What is not drawn answers 409 with the reason, in the editor's words.
"""

from __future__ import annotations

import asyncio
from datetime import datetime

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from content.pack.entry import PackRejected
from kiosk.core.access.rights import Right
from kiosk.core.link.shapes import WrongShape
from kiosk.core.web.frame import HEADERS
from kiosk.features.exhibition.console.answers import HERE, Answers
from kiosk.features.exhibition.hall.banks.questions import LONGEST_NUMBER
from kiosk.features.exhibition.hall.desk import PackRefused
from kiosk.features.exhibition.hall.preview import NotDrawn, Preview
from kiosk.features.exhibition.wire_preview import Asked

WHY = "X-Kiosk-Why"
LOOK_SECONDS = 0.5


class PreviewPages:
    def __init__(self, answers: Answers, preview: Preview) -> None:
        self._answers, self._door, self._drafts, self._preview = answers, answers.door, answers.drafts, preview

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=HERE)
        routes.get("/{name}/preview")(self.preview)
        return routes

    async def preview(self, request: Request, name: str) -> Response:
        """A PNG of one item: `item` (and `question` of a bank), `orientation`, `mode`, `at` (2026-12-01T09:30) or
        `date` and `time`, `page`.
        """
        self._door.at_work(request, Right.CONTENT_EDIT)
        await self._answers.known(name)
        asked, left = self._asked_of(request), asyncio.Event()

        def draw() -> bytes:
            with self._drafts.folder(name) as root:
                return self._preview.picture(asked, root, left.is_set)

        work = asyncio.create_task(asyncio.to_thread(draw))
        try:
            while not work.done():
                await asyncio.wait({work}, timeout=LOOK_SECONDS)
                if await request.is_disconnected():
                    left.set()
            return Response(work.result(), media_type="image/png", headers=HEADERS)
        except NotDrawn as told:
            return Response(told.text, 409, HEADERS | {WHY: told.why}, "text/plain; charset=utf-8")
        except (PackRejected, PackRefused, OSError) as error:
            return Response(str(error), 409, HEADERS, "text/plain; charset=utf-8")

    def _asked_of(self, request: Request) -> Asked:
        """Raises HTTPException: no such way to look at it."""
        told = request.query_params
        try:
            moment = moment_of(told.get("at", ""), told.get("date", ""), told.get("time", ""), self._door.clock())
            at, page = moment.isoformat(timespec="minutes"), int(told.get("page", "0"))
            orientation, mode = told.get("orientation", "portrait"), told.get("mode", "standard")
            question = told.get("question", "")[:LONGEST_NUMBER]
            return Asked(
                told.get("item", ""), orientation, mode, at, page, hall=self._door.hall.name, question=question
            )
        except (ValueError, WrongShape):
            raise HTTPException(404) from None


def moment_of(at: str, day: str, clock: str, now: datetime) -> datetime:
    """What is asked for, in the hall's time, naive; what is left out is as it is now. Raises ValueError."""
    if at:
        return datetime.fromisoformat(at).replace(tzinfo=None)
    now = now.replace(tzinfo=None)
    return datetime.fromisoformat(f"{day or now.date().isoformat()}T{clock or now.time().isoformat('minutes')}")
