"""HTTP of the hall itself: health and enrolment, and for the commands the terminals it knows."""

from typing import Any

from fastapi import APIRouter, Request

from kiosk import __version__
from kiosk.core.access.enrol_code import EnrolCode
from kiosk.core.access.terminals import Kind, Terminals
from kiosk.core.database.clock import hall_now, stamp
from kiosk.core.web.requests import BadRequest, Given, body_of

_NAME_LETTERS = 20


def router(terminals: Terminals, *, demo: bool) -> APIRouter:
    """``/api/health``, ``/api/enrol``."""
    routes = APIRouter(prefix="/api")

    @routes.get("/health")
    async def health() -> dict[str, Any]:
        return {"ok": True, "version": __version__, "time": stamp(hall_now()), "demo": demo}

    @routes.post("/enrol")
    async def enrol(request: Request) -> dict[str, Any]:
        code = (await body_of(request)).get("code")
        if not isinstance(code, str):
            raise BadRequest("code")
        terminal, token = await terminals.enrol_soon(EnrolCode.parse(code).secret)
        return {"token": token, "terminal": {"id": terminal.id, "name": terminal.name}}

    return routes


def admin_router(terminals: Terminals) -> APIRouter:
    """For the owner of the admin socket: ``/admin/enrol-codes``, ``/admin/terminals``."""
    routes = APIRouter(prefix="/admin")

    @routes.post("/enrol-codes")
    def enrol_code(given: Given) -> dict[str, str]:
        name = given.get("terminal", "").strip()
        if not 1 <= len(name) <= _NAME_LETTERS:
            raise BadRequest("terminal")
        kind: Kind = "board" if given.get("kind") == "board" else "terminal"
        return {"code": str(terminals.make_code(name, kind)), "terminal": name}

    @routes.get("/terminals")
    def enrolled() -> list[dict[str, Any]]:
        return [{"id": one.id, "name": one.name, "kind": one.kind} for one in terminals.all()]

    @routes.post("/terminals/revoke")
    def revoke(given: Given) -> dict[str, bool]:
        return {"revoked": terminals.revoke(given.get("terminal", ""))}

    return routes
