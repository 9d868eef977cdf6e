"""``/manual``: the manual, for whoever sits before a browser; a page holds nothing of anybody, so nobody logs in."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from kiosk.apps.hall.console.manual import rendered, words
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.frame import HEADERS

TYPES = {".png": "image/png", ".svg": "image/svg+xml"}


class ManualPages:
    """``/manual``, ``/manual/window``, ``/manual/pictures/board.png``."""

    def __init__(self, door: Doorman) -> None:
        self._door = door

    def router(self) -> APIRouter:
        routes = APIRouter(prefix=rendered.PREFIX, default_response_class=HTMLResponse)
        routes.get("")(self.start)
        routes.get("/pictures/{name}")(picture)
        routes.get("/{name}")(self.page)
        return routes

    def start(self, request: Request) -> Response:
        return self.page(request, rendered.START)

    def page(self, request: Request, name: str) -> Response:
        self._door.check_host(request)
        try:
            page, contents = rendered.rendered(name), rendered.titles()
        except KeyError:
            raise HTTPException(404) from None
        except OSError:
            page, contents = rendered.Page(words.NOT_HERE, f"<p>{words.NOT_HERE_NOTE}</p>"), ()
        return self._door.page("manual/manual.html", page=page, contents=contents, name=name)


def picture(name: str) -> Response:
    """A picture of the manual."""
    file = rendered.picture(name)
    if file is None:
        raise HTTPException(404)
    return FileResponse(file, media_type=TYPES[file.suffix], headers=HEADERS | {"Cache-Control": "no-cache"})
