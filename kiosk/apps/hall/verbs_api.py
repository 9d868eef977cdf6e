"""`POST /admin/keeping/{verb}` on the root-only Unix socket: plain data in, lines of JSON out while it works.

Lines are `{"done", "total"}`, then one `{"answer": …}` or `{"refused": name, "text": …}`. Work that has begun is
finished though nobody waits for it any more.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import StreamingResponse

from kiosk.core.sealing.verbs import VerbRefused, Verbs
from kiosk.core.web.requests import body_of


def admin_router(verbs: Verbs) -> APIRouter:
    routes = APIRouter()

    @routes.post("/admin/keeping/{verb}")
    async def run(verb: str, request: Request) -> StreamingResponse:
        if verb not in verbs:
            raise HTTPException(404)
        lines = _lines(verbs, verb, await body_of(request))
        return StreamingResponse(lines, media_type="application/x-ndjson", headers={"Cache-Control": "no-store"})

    return routes


async def _lines(verbs: Verbs, verb: str, given: dict[str, Any]) -> AsyncIterator[str]:
    loop, said = asyncio.get_running_loop(), asyncio.Queue[dict[str, Any]]()

    def say(line: dict[str, Any]) -> None:
        loop.call_soon_threadsafe(said.put_nowait, line)

    def work() -> None:
        try:
            say({"answer": verbs.run(verb, given, lambda done, total: say({"done": done, "total": total}))})
        except VerbRefused as refused:
            say({"refused": refused.name, "text": str(refused)})
        except BaseException as error:
            say({"refused": type(error).__name__, "text": type(error).__name__})  # the journal has the rest
            raise

    worker = asyncio.create_task(asyncio.to_thread(work))
    while True:
        line = await said.get()
        yield json.dumps(line, ensure_ascii=False) + "\n"
        if "done" not in line:
            await worker
            return
