"""The audit chain over HTTP: ``/keeper/audit``."""

from __future__ import annotations

import asyncio
import re
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from devices.id_card import id_number as id_numbers
from devices.id_card.id_number import IdNumberWrong
from kiosk.apps.hall.console.pages import Doorman
from kiosk.core.access.sessions import Session
from kiosk.core.sealing import audit
from kiosk.features.membership.console import words

ROWS = 50
_ROW_ID = re.compile(r"-?[0-9]{1,18}")  # below 1 only what somebody put in: it is shown, too


def router(door: Doorman) -> APIRouter:
    """``/keeper/audit?before=…&actor=…``, ``/keeper/audit/verify``, ``/keeper/audit/person``."""
    routes, service = APIRouter(prefix="/keeper/audit", default_response_class=HTMLResponse), door.service

    async def show(
        session: Session, *, before: int | None = None, actor: str = "", blind: bytes | None = None, status: int = 200,
        says: str = "", told: str = "",
    ) -> Response:  # fmt: skip
        read = partial(audit.read_page, before=before, rows=ROWS, actor=actor, blind=blind)
        lines = await service.database.run(read)
        accounts = {one.id: one.masked for one in await asyncio.to_thread(service.accounts.all)}
        terminals = {terminal.id: terminal.name for terminal in service.terminals.all()}
        older = lines[-1].id if len(lines) == ROWS and blind is None else None
        return door.page(
            "keeper_audit.html", status, session=session, room="audit", said=words, says=says, told=told, lines=lines,
            accounts=accounts, terminals=terminals, older=older, actor=actor, shut=service.membership is None,
        )  # fmt: skip

    @routes.get("")
    async def page(request: Request) -> Response:
        session, query = door.keeper_at_work(request), request.query_params
        before, actor = query.get("before", ""), query.get("actor", "")
        at = int(before) if _ROW_ID.fullmatch(before) else None
        return await show(session, before=at, actor=actor if actor in words.ACTORS else "")

    @routes.post("/verify")
    async def verify(request: Request) -> Response:
        session = door.keeper_at_work(request)
        await door.form(request, session)
        if service.membership is None:
            return await show(session, status=409, says=words.SHUT)
        state = await asyncio.to_thread(service.membership.verify_audit)
        if state.broken_at is not None:
            return await show(session, status=409, says=words.broken(state.broken_at, state.why, state.entries))
        return await show(session, told=words.whole(state.entries, state.head))

    @routes.post("/person")
    async def person(request: Request) -> Response:
        session = door.keeper_at_work(request)
        number = (await door.form(request, session)).text("number")
        if service.keys.vault is None:
            return await show(session, status=409, says=words.SHUT)
        try:
            blind = service.keys.vault.blind_index(id_numbers.parse(number))
        except IdNumberWrong as wrong:
            return await show(session, status=409, says=words.id_refused(wrong.field))
        return await show(session, blind=blind)

    return routes
