"""A press of a button, done once: whose hand it needs, what it was aimed at, and what its page says afterwards."""

from __future__ import annotations

import secrets
from functools import partial

from fastapi import HTTPException
from sqlalchemy import Connection

from kiosk.core.access.accounts import still_may
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import Session
from kiosk.core.database.owner import DiskFull
from kiosk.core.web.doorman import Doorman
from kiosk.core.web.frame import Fields
from kiosk.features.tickets.console import clerk_buttons as clerk
from kiosk.features.tickets.console import words
from kiosk.features.tickets.console.moved import moved
from kiosk.features.tickets.rules.refusals import NumberMoved, TicketRefused, WindowMoved
from kiosk.features.tickets.rules.words import REFUSED

LONGEST_KEY = 64
NO_WINDOW = 0  # at the service desk


class PageButtons:
    """The presses of one page's buttons."""

    def __init__(self, door: Doorman, desks: clerk.Desks) -> None:
        self._door, self._desks, self._run = door, desks, door.hall.database.run

    async def once(self, session: Session, verb: str, window_id: int, fields: Fields) -> bool:
        """Do it, unless it came already; whether it is done now. The session is told what to say.

        Raises NotAllowed, NotTheirs; HTTPException for a form that is none of the page's.
        """
        button = clerk.VERBS.get(verb)
        if button is None or (window_id == NO_WINDOW and button.right == Right.WINDOW):
            raise HTTPException(422)
        self._door.ask(session.account, button.right)
        press = fields.text("press")[:LONGEST_KEY]
        async with session.pressing:
            if press and press in session.presses:
                return False
            says, told = await self._pressed(button.right, verb, press_of(session, window_id, fields), session)
            session.presses.append(press)
            self._door.hall.sessions.tell(session, says, told)
        return not says

    async def _pressed(self, right: Right, verb: str, pressed: clerk.Pressed, session: Session) -> tuple[str, str]:
        """What went wrong, and what is worth knowing."""
        desks, by = self._desks, session.account.id

        def work(connection: Connection) -> str | None:
            still_may(connection, by, right)
            return clerk.press(desks, connection, verb, pressed)

        try:
            number = await self._run(work)
        except (WindowMoved, NumberMoved) as refused:
            return await self._run(partial(moved, desk=desks.queue, pressed=pressed, refused=refused)), ""
        except TicketRefused as refused:
            return REFUSED.get(type(refused).__name__, type(refused).__name__), ""
        except DiskFull:
            return words.DISK_FULL, ""
        except clerk.Misread:
            raise HTTPException(422) from None
        return "", words.TOLD[verb](number) if number else ""


def press_of(session: Session, window_id: int, fields: Fields) -> clerk.Pressed:
    return clerk.Pressed(
        window_id=window_id,
        by=f"#{session.account.id}",
        seen=fields.number("seen") or 0,
        stage=fields.text("stage"),
        ticket_id=fields.number("ticket") or 0,
        ticket_state=fields.text("ticket_state"),
        reason=fields.text("reason").strip()[: clerk.REASON_LETTERS],
        until=fields.text("until"),
        to=fields.text("to"),
        number=fields.number("number") or 0,
        lane=fields.text("lane") or "normal",
        key=fields.text("key")[:LONGEST_KEY] or secrets.token_urlsafe(12),
    )
