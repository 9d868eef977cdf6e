"""The PIN desk over HTTP: ``/console/pin``. A PIN is shown once, to the clerk who checked the document."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from devices.id_card.id_number import IdNumberWrong, normalise
from kiosk.apps.hall.console.pages import Doorman
from kiosk.apps.hall.console.words import clock_time
from kiosk.core.access.sessions import Session
from kiosk.features.membership.console import words
from kiosk.features.membership.hall.pins import LIVES


def router(door: Doorman) -> APIRouter:
    """``/console/pin``."""
    routes, service = APIRouter(prefix="/console/pin", default_response_class=HTMLResponse), door.service

    def show(session: Session, status: int = 200, says: str = "", pin: str = "", told: str = "") -> Response:
        shut = service.membership is None
        values = {"session": session, "said": words, "says": says, "pin": pin, "told": told, "shut": shut}
        return door.page("clerk_pin.html", status, **values)

    def at_work(request: Request) -> Session:
        session = door.session(request, acts=True)
        if session.account.must_change:
            raise HTTPException(303, headers={"Location": "/console/password"})
        return session

    @routes.get("")
    async def page(request: Request) -> Response:
        return show(at_work(request))

    @routes.post("")
    async def issue(request: Request) -> Response:
        session = at_work(request)
        fields = await door.form(request, session)
        if service.membership is None:
            return show(session, 409, words.SHUT)
        if not fields.text("checked"):
            return show(session, 409, words.PIN_UNCHECKED)
        number = normalise(fields.text("number"))
        try:
            pin = await service.membership.issue_pin(number, session.account.id)
        except IdNumberWrong as wrong:
            return show(session, 409, words.id_refused(wrong.field))
        until = clock_time(door.clock() + LIVES)
        return show(session, pin=pin, told=words.pin_for(number[-4:], until))

    return routes
