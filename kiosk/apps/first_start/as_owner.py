"""What the first start does as a service's own user: a process without root, one order on stdin, one answer on stdout.

    {"do": "pin", "settings": FILE, "pin": …}                            as kiosk-terminal
    {"do": "enrol", "settings": FILE, "board": false, "code": …}         as kiosk-terminal or kiosk-board
    {"do": "keeper", "settings": FILE, "name": …, "password": …}         as kiosk-hall
    {"do": "code", "settings": FILE, "terminal": …}                      as kiosk-hall

The answer is `{"ok": …}` or `{"refused": why, "field": of wire.Answers}`. Everything may be asked again: an account
that is there gets the new password, a terminal that is enrolled a new token.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kiosk.apps.first_start import root_words as words
from kiosk.apps.first_start.system import Refused
from kiosk.apps.terminal import maintenance
from kiosk.core.access.enrol_code import CodeUnreadable
from kiosk.core.link import enrolment
from kiosk.settings import Settings, load

ASK_SECONDS = 10.0


def pin(settings: Settings, told: dict[str, Any]) -> None:
    try:
        maintenance.set_pin(settings.terminal.data_dir, told["pin"])
    except maintenance.PinRefused as refused:
        raise Refused(words.PIN_REFUSED, "maintenance_pin") from refused


def keeper(settings: Settings, told: dict[str, Any]) -> None:
    """Add the keeper; one that is there from a first start that was cut off gets the new password."""
    from kiosk.apps.hall.admin import AdminRefused, add_account, reset_password

    name, password = told["name"].strip(), told["password"]
    _answering(settings)
    try:
        add_account(settings.hall, name, "keeper", password)
    except AdminRefused as refused:
        try:
            reset_password(settings.hall, name, password)
        except AdminRefused:  # there is no such account: so it was the first refusal that counts
            raise Refused(words.keeper_refused(str(refused)), "keeper_name") from refused


def code(settings: Settings, told: dict[str, Any]) -> str:
    from kiosk.apps.hall.admin import AdminRefused, HallNotRunning, make_enrol_code

    try:
        return make_enrol_code(settings.hall.socket, told["terminal"].strip())
    except HallNotRunning as error:
        raise Refused(words.HALL_SILENT) from error
    except AdminRefused as refused:
        raise Refused(words.TERMINAL_NAME_REFUSED, "terminal_name") from refused


def enrol(settings: Settings, told: dict[str, Any]) -> None:
    place = settings.board if told["board"] else settings.terminal
    try:
        enrolment.enrol(place.hall_url, told["code"], place.hall_file)
    except CodeUnreadable as error:
        raise Refused(words.CODE_UNREADABLE, "code") from error
    except enrolment.PinMismatch as error:
        raise Refused(words.OTHER_HALL, "hall_url") from error
    except enrolment.EnrolmentRefused as error:
        # A code is good once. Where a power cut came between its use and the end of the first start, the machine
        # belongs to that hall already.
        if not _belongs_already(place.hall_url, told["code"], place.hall_file):
            raise Refused(words.CODE_REFUSED, "code") from error
    except OSError as error:
        raise Refused(words.HALL_UNREACHABLE, "hall_url") from error


def _answering(settings: Settings) -> None:
    """With no service running `admin` would open the database in this process; the hall is meant to be served."""
    from kiosk.apps.hall.admin import HallNotRunning, enrolled

    try:
        enrolled(settings.hall.socket)
    except HallNotRunning as error:
        raise Refused(words.HALL_SILENT) from error


def _belongs_already(url: str, code_text: str, hall_file: Path) -> bool:
    import httpx

    try:
        link = enrolment.HallLink.load(hall_file)
        if not enrolment.is_hall_of(link, url, code_text):
            return False
        client = httpx.Client(base_url=url, verify=link.trust(), timeout=ASK_SECONDS, trust_env=False)
        told = {"Authorization": f"Bearer {link.token}"}
        with client, client.stream("GET", "/api/events", headers=told) as answer:
            return answer.status_code == httpx.codes.OK
    except (enrolment.NotEnrolled, enrolment.EnrolmentRefused, OSError, httpx.HTTPError):
        return False


DO: dict[str, Callable[[Settings, dict[str, Any]], str | None]] = {
    "pin": pin, "keeper": keeper, "code": code, "enrol": enrol,
}  # fmt: skip


def main() -> None:
    """One order; whatever else goes wrong is a traceback on stderr and a status of 1, which root tells."""
    told = json.load(sys.stdin)
    try:
        answer = {"ok": DO[told["do"]](load(Path(told["settings"])), told)}
    except Refused as refused:
        answer = {"refused": refused.reason, "field": refused.field}
    except OSError as error:
        answer = {"refused": words.because(error), "field": ""}
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
