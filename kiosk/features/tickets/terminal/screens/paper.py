"""The slip as it lies in the visitor's hand, drawn from the ticket."""

from __future__ import annotations

from typing import Any

from kiosk.features.tickets.rules import words
from kiosk.features.tickets.rules.queue import PRIORITY
from kiosk.features.tickets.terminal.views import DoneView
from kiosk.ui import language, look
from kiosk.ui.tokens import High
from kiosk.ui.widgets.layout import Gap
from kiosk.ui.widgets.name import Name, NameRow
from kiosk.ui.widgets.paper import Paper, PrintedRule, printed
from kiosk.ui.widgets.text import Text

HALL_LINE, SERVICE_LINE, ENGLISH_LINE = 15, 11, 24  # characters on one line of it


class Slip(Paper):
    """As wide as it is told, as high as what stands on it.

    One that says 补打 or 优先号 besides, or has long names, leaves out where to wait, and with both how long: the
    picture has to hang free of the buttons. Lying, everything on it is less.
    """

    spoken = ""  # everything on it is said elsewhere on the page

    def __init__(self, view: DoneView, **rest: Any) -> None:
        ticket = view.ticket
        priority = ticket.lane == PRIORITY
        wait = words.slip_wait(ticket.ahead, ticket.wait_low_minutes, ticket.wait_high_minutes)
        low = look.landscape()
        most = 1 if low else 2
        long = low or len(view.hall) > HALL_LINE or len(ticket.service) > SERVICE_LINE
        english = language.english_of(ticket.service) if language.current() == "en" else ""
        if long or priority or view.reprinted or len(english) > ENGLISH_LINE:
            english = ""  # it is on the paper; here there is no room
        told = printed(Text(words.SLIP_COMMA.join(wait), "note", halign="center"))
        policy = [PrintedRule(), printed(Text(words.SLIP_WAIT_HERE, "note"))]  # the rest stands beside it, larger
        when = [
            PrintedRule(),
            NameRow(
                printed(Text(words.slip_time(ticket.taken_at), "note", fit=True)), Gap(),
                printed(Name(view.terminal, ("note",), lines=1)), size_hint_y=None, height=look.px(High.NOTE),
            ),
        ]  # fmt: skip
        lines = [
            printed(Name(view.hall, ("note",), bold=True, halign="center", lines=most)),
            PrintedRule(),
            printed(Name(ticket.service, ("label", "body"), halign="center", lines=most)),
            *([printed(Name(english, ("note",), halign="center", lines=most))] if english else []),
            *([printed(Text(words.SLIP_PRIORITY, "note", halign="center"))] if priority else []),
            printed(Text(ticket.number, "hero" if low else "count", bold=True, serif=False, halign="center")),
            *([] if low or (long and (priority or view.reprinted)) else [told]),
            *([] if priority or view.reprinted or long or english else policy),
            *([] if low else when),
        ]  # fmt: skip
        if view.reprinted:
            lines.insert(2, printed(Text(words.SLIP_REPRINT, "label", halign="center")))
        if view.demo:
            lines.append(printed(Text(words.SLIP_DEMO, "note", halign="center")))
        super().__init__(*lines, **rest)
