"""One person's record over HTTP: ``/keeper/person``. Found by the full ID number, which travels in bodies only."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from devices.id_card import id_number as id_numbers
from devices.id_card.id_number import IdNumberWrong
from kiosk.apps.hall.console.pages import Doorman
from kiosk.core.access.sessions import Session
from kiosk.core.sealing.desk import RecordsShut
from kiosk.core.sealing.files import FileMissing
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken
from kiosk.core.web.frame import Fields
from kiosk.features.membership.console import words
from kiosk.features.membership.console.open_records import OpenRecords, RecordClosed
from kiosk.features.membership.console.records import download
from kiosk.features.membership.hall.corrections import CorrectionRefused, value_of
from kiosk.features.membership.hall.person import Nobody, PersonDesk
from kiosk.features.membership.hall.scans.approval import AlreadyDecided, Letters
from kiosk.features.membership.rules.record import Record, RecordUnreadable

T = TypeVar("T")
UNSOUND = (SealBroken, KeyVersionUnknown, RecordUnreadable, FileMissing)


def letters_of(door: Doorman) -> Letters:
    """The verbs on scanned pages. Raises RecordsShut."""
    service = door.service
    if service.keys.vault is None:
        raise RecordsShut
    return Letters(service.database, service.keys.vault, service.settings.data_dir, service.clock)


def router(door: Doorman) -> APIRouter:
    """``/keeper/person``: find, correct, letter, copy, erase, close."""
    routes, opened = APIRouter(prefix="/keeper/person", default_response_class=HTMLResponse), OpenRecords()

    def finding(session: Session, status: int = 200, says: str = "", told: str = "") -> Response:
        shut = door.service.keys.vault is None
        values = {"session": session, "room": "person", "said": words, "says": says, "told": told, "shut": shut}
        return door.page("keeper_person_find.html", status, **values)

    async def showing(
        session: Session, handle: str, record: Record, status: int = 200, says: str = "", told: str = "",
        typed: Fields | None = None, sure: bool = False,
    ) -> Response:  # fmt: skip
        pages = await asyncio.to_thread(letters_of(door).of_person, record.id_number)
        accounts = {one.id: one.masked for one in await asyncio.to_thread(door.service.accounts.all)}
        values = {field: typed.text(field) if typed else value_of(record, field) for field in words.FIELDS}
        return door.page(
            "keeper_person.html", status, session=session, room="person", said=words, says=says, told=told,
            handle=handle, record=record, values=values, pages=pages, accounts=accounts, sure=sure,
            reason=typed.text("reason") if typed else "",
        )  # fmt: skip

    async def at_desk(work: Callable[[PersonDesk], T]) -> T:
        return await asyncio.to_thread(lambda: work(door.service.people()))

    @routes.get("")
    async def page(request: Request) -> Response:
        return finding(door.keeper_at_work(request))

    @routes.post("/find")
    async def find(request: Request) -> Response:
        session = door.keeper_at_work(request)
        fields = await door.form(request, session)
        try:
            number = id_numbers.parse(fields.text("number"))
            record = await at_desk(lambda kept: kept.person(number, by=session.account.id))
        except IdNumberWrong as wrong:
            return finding(session, 409, words.id_refused(wrong.field))
        except UNSOUND:
            return finding(session, 409, words.UNSOUND)
        except RecordsShut:
            return finding(session, 409, words.SHUT)
        if record is None:
            return finding(session, 404, words.NOBODY)
        return await showing(session, opened.open(session.csrf, number), record)

    @routes.post("/{verb}")
    async def do(request: Request, verb: str) -> Response:
        session = door.keeper_at_work(request)
        fields = await door.form(request, session)
        if verb not in VERBS:
            raise HTTPException(404)
        by, handle = session.account.id, fields.text("handle")
        try:
            number = opened.number(session.csrf, handle)
            return await VERBS[verb](number, by, session, handle, fields)
        except (RecordClosed, Nobody):
            return finding(session, 409, words.CLOSED_ALREADY)
        except UNSOUND:
            return finding(session, 409, words.UNSOUND)
        except RecordsShut:
            return finding(session, 409, words.SHUT)

    async def again(session: Session, handle: str, number: str, **more: Any) -> Response:
        record = await at_desk(lambda kept: kept.person(number, by=session.account.id))
        if record is None:
            raise Nobody
        return await showing(session, handle, record, **more)

    async def correct(number: str, by: int, session: Session, handle: str, fields: Fields) -> Response:
        changes = {field: fields.text(field) for field in words.FIELDS if fields.all(field)}
        try:
            record = await at_desk(lambda kept: kept.correct(number, changes, fields.text("reason"), by=by))
        except CorrectionRefused as refused:
            return await again(session, handle, number, status=409, says=str(refused), typed=fields)
        return await showing(session, handle, record, told=words.CORRECTED)

    async def letter(number: str, by: int, session: Session, handle: str, fields: Fields) -> Response:
        letters, row_id = letters_of(door), fields.text("page")
        of_person = await asyncio.to_thread(letters.of_person, number)
        try:
            if row_id in {str(page.id) for page in of_person}:
                await asyncio.to_thread(partial(letters.decide, int(row_id), "staged", by=by))
        except AlreadyDecided:
            return await again(session, handle, number, status=409, says=words.PAGE_GONE)
        return await again(session, handle, number)

    async def copy(number: str, by: int, session: Session, handle: str, fields: Fields) -> Response:
        content = await at_desk(lambda kept: kept.export(number, by=by))
        return download(content, f"{words.COPY_NAME}.zip", "application/zip")

    async def erase(number: str, by: int, session: Session, handle: str, fields: Fields) -> Response:
        """Asked twice: first by a button, then by the last four digits."""
        typed = fields.text("tail").strip().upper()
        if typed != number[-4:]:
            return await again(
                session,
                handle,
                number,
                status=409 if typed else 200,
                sure=True,
                says=words.ERASE_WRONG if typed else "",
            )
        done = await at_desk(lambda kept: kept.erase(number, by=by))
        opened.close(session.csrf)
        return finding(session, told=words.erased(done.records, done.letters))

    async def close(number: str, by: int, session: Session, handle: str, fields: Fields) -> Response:
        opened.close(session.csrf)
        return finding(session)

    VERBS = {"correct": correct, "letter": letter, "copy": copy, "erase": erase, "close": close}  # noqa: N806
    return routes
