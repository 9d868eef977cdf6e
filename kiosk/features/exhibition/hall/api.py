"""Packs over HTTP, for terminals and boards: what shall show, its files by their hashes, and what a screen shows.

A file may be asked for from any byte (``Range: bytes=N-``), and goes out at the hall's pace. The token of a board is
enough: what is asked for here hangs on the walls.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import ExitStack
from typing import BinaryIO

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse

from content.distribution.release import DIGEST
from kiosk.core.web.requests import BadRequest, body_of, listener_of
from kiosk.features.exhibition.hall.pace import Pace
from kiosk.features.exhibition.hall.releases import NoSuchBlob, Releases
from kiosk.features.exhibition.hall.screens import Screens
from kiosk.features.exhibition.wire_delivery import ShownRefused, parse_shown

PIECE_BYTES = 128 << 10
_HEADERS = {"Cache-Control": "no-store", "Accept-Ranges": "bytes"}
_RANGE = re.compile(r"bytes=(\d{1,15})-")


def router(releases: Releases, screens: Screens, pace: Pace) -> APIRouter:
    """``/api/packs/release``, ``/api/packs/blobs/{digest}``, ``/api/packs/shown``."""
    routes = APIRouter(prefix="/api/packs")

    @routes.get("/release")
    async def release(request: Request) -> JSONResponse:
        listener_of(request)
        offer = await asyncio.to_thread(releases.offer)
        return JSONResponse(offer.to_plain(), headers=_HEADERS)

    @routes.get("/blobs/{digest}")
    async def blob(request: Request, digest: str) -> Response:
        listener_of(request)
        begin = _begin(request)
        if not DIGEST.fullmatch(digest):
            raise NoSuchBlob
        stack = ExitStack()
        file, offset, size = await asyncio.to_thread(stack.enter_context, releases.opened(digest))
        if begin > size:
            stack.close()
            return Response(status_code=416, headers=_HEADERS | {"Content-Range": f"bytes */{size}"})
        headers = _HEADERS | {"Content-Length": str(size - begin)}
        if begin:
            headers["Content-Range"] = f"bytes {begin}-{size - 1}/{size}"
        file.seek(offset + begin)
        pieces = _pieces(file, size - begin, pace, stack)
        kind = "application/octet-stream"
        return StreamingResponse(pieces, 206 if begin else 200, media_type=kind, headers=headers)

    @routes.post("/shown")
    async def shown(request: Request) -> Response:
        terminal = listener_of(request)
        try:
            told = parse_shown(await body_of(request))
        except ShownRefused as refused:
            raise BadRequest(str(refused)) from refused
        await screens.told(terminal.id, told)
        return Response(status_code=204)

    return routes


async def _pieces(file: BinaryIO, left: int, pace: Pace, held: ExitStack) -> AsyncIterator[bytes]:
    with held:
        while left:
            await pace.take(min(left, PIECE_BYTES))
            piece = await asyncio.to_thread(file.read, min(left, PIECE_BYTES))
            if not piece:
                return  # the file is shorter than it was: who fetches it sees that it is not whole
            left -= len(piece)
            yield piece


def _begin(request: Request) -> int:
    """From which byte on; raises BadRequest for a range of another form."""
    given = request.headers.get("range")
    if given is None:
        return 0
    if not (found := _RANGE.fullmatch(given)):
        raise BadRequest("Range")
    return int(found[1])
