"""One person's record over HTTP: ``/keeper/person``. Found by the full ID number, which travels in bodies only."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from devices.id_card import id_number as id_numbers
from devices.id_card.id_number import IdNumberWrong
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.sealing.desk import RecordsShut
from kiosk.core.sealing.files import FileMissing
from kiosk.core.sealing.vault import KeyVersionUnknown, SealBroken
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.frame import Fields
from kiosk.features.membership.console import words
from kiosk.features.membership.console.open_records import OpenRecords, RecordClosed
from kiosk.features.membership.console.records import download
from kiosk.features.membership.console.records_now import RecordsNow
from kiosk.features.membership.hall.corrections import CorrectionRefused
from kiosk.features.membership.hall.fields import value_of
from kiosk.features.membership.hall.person import Nobody
from kiosk.features.membership.hall.scans.approval import AlreadyDecided
from kiosk.features.membership.rules.record import Record, RecordUnreadable
from kiosk.typed import squeezed

UNSOUND = (SealBroken, KeyVersionUnknown, RecordUnreadable, FileMissing)


@dataclass(frozen=True)
class Asked:
    """A form of an open record: whose number it is about, who sent it, and what it says."""

    number: str
    session: Session
    handle: str
    fields: Fields

    def __repr__(self) -> str:
        return "Asked(hidden)"

    @property
    def by(self) -> int:
        return self.session.account.id


class PersonPages:
    """``/keeper/person``: find, correct, letter, copy, erase, close."""

    def __init__(self, door: Doorman, records: RecordsNow) -> None:
        self._door, self._records, self._opened = door, records, OpenRecords()

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/keeper/person", default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("/find")(self.find)
        routes.post("/{verb}")(self.do)
        return routes

    async def page(self, request: Request) -> Response:
        return self._finding(self._door.at_work(request, Right.RECORDS))

    async def find(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        fields = await self._door.form(request, session)
        try:
            number = id_numbers.parse(squeezed(fields.text("number")))
            record = await self._read(number, session)
        except IdNumberWrong as wrong:
            return self._finding(session, 409, words.id_refused(wrong.field))
        except UNSOUND:
            return self._finding(session, 409, words.UNSOUND)
        except RecordsShut:
            return self._finding(session, 409, words.SHUT)
        if record is None:
            return self._finding(session, 404, words.NOBODY)
        return await self._showing(session, self._opened.open(session.csrf, number), record)

    async def do(self, request: Request, verb: str) -> Response:
        session = self._door.at_work(request, Right.RECORDS)
        fields = await self._door.form(request, session)
        if verb not in VERBS:
            raise HTTPException(404)
        handle = fields.text("handle")
        try:
            number = self._opened.number(session.csrf, handle)
            return await VERBS[verb](self, Asked(number, session, handle, fields))
        except (RecordClosed, Nobody):
            return self._finding(session, 409, words.CLOSED_ALREADY)
        except UNSOUND:
            return self._finding(session, 409, words.UNSOUND)
        except RecordsShut:
            return self._finding(session, 409, words.SHUT)

    # -- verbs --------------------------------------------------------------------------------

    async def correct(self, asked: Asked) -> Response:
        fields, reason = asked.fields, asked.fields.text("reason")
        changes = {field: fields.text(field) for field in words.FIELDS if fields.all(field)}
        try:
            record = await self._records.at_desk(lambda kept: kept.correct(asked.number, changes, reason, by=asked.by))
        except CorrectionRefused as refused:
            return await self._again(asked, status=409, says=str(refused), typed=fields)
        return await self._showing(asked.session, asked.handle, record, told=words.CORRECTED)

    async def letter(self, asked: Asked) -> Response:
        letters, row_id = self._records.letters(), asked.fields.text("page")
        of_person = await asyncio.to_thread(letters.of_person, asked.number)
        try:
            if row_id in {str(page.id) for page in of_person}:
                await asyncio.to_thread(partial(letters.decide, int(row_id), "staged", by=asked.by))
        except AlreadyDecided:
            return await self._again(asked, status=409, says=words.PAGE_GONE)
        return await self._again(asked)

    async def copy(self, asked: Asked) -> Response:
        content = await self._records.at_desk(lambda kept: kept.export(asked.number, by=asked.by))
        return download(content, f"{words.COPY_NAME}.zip", "application/zip")

    async def erase(self, asked: Asked) -> Response:
        """Asked twice: first by a button, then by the last four digits."""
        typed = squeezed(asked.fields.text("tail"))
        if not typed:
            return await self._again(asked, sure=True)
        if typed != asked.number[-4:]:
            return await self._again(asked, status=409, sure=True, says=words.ERASE_WRONG)
        done = await self._records.at_desk(lambda kept: kept.erase(asked.number, by=asked.by))
        self._opened.close(asked.session.csrf)
        return self._finding(asked.session, told=words.erased(done["records"], done["letters"]))

    async def close(self, asked: Asked) -> Response:
        self._opened.close(asked.session.csrf)
        return self._finding(asked.session)

    # -- pages --------------------------------------------------------------------------------

    async def _read(self, number: str, session: Session) -> Record | None:
        return await self._records.at_desk(lambda kept: kept.person(number, by=session.account.id))

    async def _again(
        self, asked: Asked, *, status: int = 200, says: str = "", typed: Fields | None = None, sure: bool = False
    ) -> Response:
        """The record as it is now. Raises Nobody."""
        record = await self._read(asked.number, asked.session)
        if record is None:
            raise Nobody
        return await self._showing(
            asked.session, asked.handle, record, status=status, says=says, typed=typed, sure=sure
        )  # fmt: skip

    def _finding(self, session: Session, status: int = 200, says: str = "", told: str = "") -> Response:
        shut = self._records.are_shut
        return self._door.page(
            "membership/person_find.html", status, session=session, room="person", says=says, told=told, shut=shut
        )

    async def _showing(
        self, session: Session, handle: str, record: Record, *, status: int = 200, says: str = "", told: str = "",
        typed: Fields | None = None, sure: bool = False,
    ) -> Response:  # fmt: skip
        pages = await asyncio.to_thread(self._records.letters().of_person, record.id_number)
        accounts = {one.id: one.masked for one in await asyncio.to_thread(self._door.hall.accounts.all)}
        values = {field: typed.text(field) if typed else value_of(record, field) for field in words.FIELDS}
        return self._door.page(
            "membership/person.html", status, shows_people=True, session=session, room="person", says=says, told=told,
            handle=handle, record=record, values=values, pages=pages, accounts=accounts, sure=sure,
            reason=typed.text("reason") if typed else "",
        )  # fmt: skip


VERBS: Mapping[str, Callable[[PersonPages, Asked], Awaitable[Response]]] = {
    "correct": PersonPages.correct,
    "letter": PersonPages.letter,
    "copy": PersonPages.copy,
    "erase": PersonPages.erase,
    "close": PersonPages.close,
}
