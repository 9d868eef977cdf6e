"""The PIN desk over HTTP: ``/console/pin``. A PIN is shown once, to the clerk who checked the document."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from devices.id_card.id_number import IdNumberWrong
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.web.doorman import DESK, HOME, Doorman
from kiosk.core.web.words import clock_time
from kiosk.features.membership.console import words
from kiosk.features.membership.console.records_now import RecordsNow
from kiosk.features.membership.hall.pins import LIVES
from kiosk.typed import squeezed


class PinPages:
    """``/console/pin``."""

    def __init__(self, door: Doorman, records: RecordsNow) -> None:
        self._door, self._records = door, records

    def router(self) -> APIRouter:
        routes = APIRouter(prefix="/console/pin", default_response_class=HTMLResponse)
        routes.get("")(self.page)
        routes.post("")(self.issue)
        return routes

    async def page(self, request: Request) -> Response:
        return self._show(self._door.at_work(request, Right.PIN))

    async def issue(self, request: Request) -> Response:
        session = self._door.at_work(request, Right.PIN)
        fields = await self._door.form(request, session)
        desk = self._records.desk()
        if desk is None:
            return self._show(session, 409, words.SHUT)
        if not fields.text("checked"):
            return self._show(session, 409, words.PIN_UNCHECKED)
        number = squeezed(fields.text("number"))
        try:
            pin = await desk.issue_pin(number, session.account.id)
        except IdNumberWrong as wrong:
            return self._show(session, 409, words.id_refused(wrong.field))
        until = clock_time(self._door.clock() + LIVES)
        return self._show(session, pin=pin, told=words.pin_for(number[-4:], until))

    def _show(self, session: Session, status: int = 200, says: str = "", pin: str = "", told: str = "") -> Response:
        back = HOME if session.account.may(Right.WINDOW) else DESK
        values = {"session": session, "says": says, "pin": pin, "told": told, "shut": self._records.desk() is None}
        values["back"] = back
        return self._door.page("membership/pin.html", status, shows_people=True, **values)
