"""How the pages about notes register in the console."""

from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from kiosk.core.access.rights import Right
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.drawers import Drawer, Room
from kiosk.core.web.module import ConsoleModule
from tests.apps.sample_feature.console import words


def _router(door: Doorman) -> APIRouter:
    routes = APIRouter(prefix="/keeper/notes")

    @routes.get("")
    async def page(request: Request) -> Response:
        session = door.at_work(request, Right.DAY)
        return door.page("notes/page.html", shows_people=True, session=session, room="notes", says="")

    return routes


TEMPLATES = Path(__file__).with_name("templates")
MODULE = ConsoleModule(Drawer("notes", TEMPLATES, words, (Room("notes", "leaf", words.ROOM, Right.DAY),)), _router)
