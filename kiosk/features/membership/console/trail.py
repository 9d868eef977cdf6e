"""The audit chain over HTTP: ``/keeper/audit``."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection

from devices.id_card import id_number as id_numbers
from devices.id_card.id_number import IdNumberWrong
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.access.terminals import Terminals
from kiosk.core.sealing import audit
from kiosk.core.sealing.audit import Line, Told
from kiosk.core.web.doorman import Doorman
from kiosk.features.membership.console import words
from kiosk.features.membership.console.records_now import RecordsNow
from kiosk.typed import squeezed

ROWS = 50
_ROW_ID = re.compile(r"-?[0-9]{1,18}")  # below 1 only what somebody put in: it is shown, too


class TrailPages:
    """``/keeper/audit?before=…&actor=…``, ``/keeper/audit/verify``, ``/keeper/audit/person``."""

    def __init__(self, door: Doorman, records: RecordsNow, terminals: Terminals, audited: Mapping[str, Told]) -> None:
        self._door, self._records, self._terminals, self._audited = door, records, terminals, audited
        self._actions = {**words.ACTIONS, **{action: told.says for action, told in audited.items()}}

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/keeper/audit", default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("/verify")(self.verify)
        routes.post("/person")(self.person)
        return routes

    async def page(self, request: Request) -> Response:
        session, query = self._door.at_work(request, Right.AUDIT), request.query_params
        before, actor = query.get("before", ""), query.get("actor", "")
        at = int(before) if _ROW_ID.fullmatch(before) else None
        return await self._show(session, before=at, actor=actor if actor in words.ACTORS else "")

    async def verify(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.AUDIT)
        await self._door.form(request, session)
        desk = self._records.desk()
        if desk is None:
            return await self._show(session, status=409, says=words.SHUT)
        state = await asyncio.to_thread(desk.verify_audit)
        if state.broken_at is not None:
            says = words.broken(state.broken_at, state.why, state.entries)
            return await self._show(session, status=409, says=says)
        return await self._show(session, told=words.whole(state.entries, state.head))

    async def person(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.AUDIT)
        number = (await self._door.form(request, session)).text("number")
        vault = self._records.keys.vault
        if vault is None:
            return await self._show(session, status=409, says=words.SHUT)
        try:
            blind = vault.blind_index(id_numbers.parse(squeezed(number)))
        except IdNumberWrong as wrong:
            return await self._show(session, status=409, says=words.id_refused(wrong.field))
        return await self._show(session, blind=blind)

    def _read(
        self, page: Callable[[Connection], list[Line]], connection: Connection
    ) -> tuple[list[Line], Mapping[int, str]]:
        """The rows, and by their number what those of other features are about."""
        lines = page(connection)
        known = [(one, self._audited[one.action]) for one in lines if one.action in self._audited]
        return lines, {one.id: told.about(connection, one.counts) for one, told in known}

    async def _show(
        self, session: Session, *, before: int | None = None, actor: str = "", blind: bytes | None = None,
        status: int = 200, says: str = "", told: str = "",
    ) -> Response:  # fmt: skip
        hall = self._door.hall
        page = partial(audit.read_page, before=before, rows=ROWS, actor=actor, blind=blind)
        lines, about = await hall.database.run(partial(self._read, page))
        accounts = {one.id: one.masked for one in await asyncio.to_thread(hall.accounts.all)}
        terminals = {terminal.id: terminal.name for terminal in self._terminals.all()}
        older = lines[-1].id if len(lines) == ROWS and blind is None else None
        return self._door.page(
            "membership/audit.html", status, session=session, room="audit", says=says, told=told, lines=lines,
            accounts=accounts, terminals=terminals, older=older, actor=actor, shut=self._records.desk() is None,
            about=about, actions=self._actions,
        )  # fmt: skip
