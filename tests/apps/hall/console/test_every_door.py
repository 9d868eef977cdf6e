"""Every address of the hall, asked by every role: who comes in is what the table of rights says, and nobody else.

An address that stands in no line of `DOORS` fails: whoever adds one says here whose it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from kiosk.apps.hall.app import create_admin_app, create_app
from kiosk.core.access.rights import RIGHTS, ROLES, Right, Role, rights_of
from kiosk.core.web.doorman import LOGIN
from kiosk.core.web.words import NOT_HERE
from kiosk.core.web.words import ROLES as ROLES_SAID
from kiosk.features.tickets.hall import take_api
from tests.apps.hall.console.conftest import PASSWORD, Hall

ANYBODY, LOGGED_IN, MACHINES, PADS = "anybody", "who is logged in", "terminals and boards", "pads"
DOORS: Mapping[str, str] = {
    ANYBODY: """
        GET /api/health, POST /api/enrol, GET /, GET /fragment, GET /live, GET /favicon.ico, GET /static/{name},
        POST /demo/windows/{window_id}/call-next, GET /manual, GET /manual/pictures/{name}, GET /manual/{name},
        GET /console/login, POST /console/login, GET /console/static/{name}""",
    MACHINES: """
        GET /api/events, POST /api/devices, GET /api/hall, GET /api/services, GET /api/board, POST /api/board/said,
        POST /api/tickets, POST /api/tickets/abandon, POST /api/tickets/{ticket_id}/printed,
        POST /api/tickets/{ticket_id}/unknown, POST /api/tickets/{ticket_id}/give-back,
        POST /api/tickets/{ticket_id}/reprint, POST /api/startup, GET /api/clock, POST /api/clock, POST /api/lookup,
        POST /api/lookup/page, POST /api/lookup/end, GET /api/help, POST /api/help, POST /api/use, POST /api/quiz,
        GET /api/exams/open, POST /api/exams/card, POST /api/exams/start, POST /api/exams/answer,
        POST /api/exams/picture, POST /api/exams/question, POST /api/exams/alive, POST /api/exams/hand_in,
        POST /api/exams/end,
        POST /api/quiz/results/keep, POST /api/quiz/results/see, POST /api/quiz/results/forget,
        POST /api/quiz/results/end, POST /api/quiz/member,
        GET /api/home, GET /api/packs/release, GET /api/packs/blobs/{digest}, POST /api/packs/shown""",
    PADS: """
        GET /pad/{window_id}, POST /pad/{window_id}/open, POST /pad/{window_id}/rate, POST /pad/{window_id}/change,
        GET /pad/{window_id}/live""",
    LOGGED_IN: """
        GET /console, GET /console/password, POST /console/password, POST /console/keys, POST /console/here,
        POST /console/logout""",
    Right.QUEUE: "GET /console/live",
    Right.WINDOW: "POST /console/window, POST /console/find, POST /console/do/{verb}",
    Right.TICKET: "GET /console/desk, POST /console/desk/find, POST /console/desk/do/{verb}",
    Right.CLOCK: "POST /console/clock",
    Right.PIN: "GET /console/pin, POST /console/pin",
    Right.DAY: """
        GET /keeper, GET /keeper/report.xlsx, GET /keeper/{room}, POST /keeper/do/{verb}, POST /keeper/do/training,
        POST /keeper/do/clock, POST /keeper/do/help""",
    Right.PLAN: """
        GET /keeper/hours, POST /keeper/do/week, POST /keeper/do/date, POST /keeper/do/no-date, GET /keeper/plan,
        POST /keeper/do/service, POST /keeper/do/window, POST /keeper/do/back""",
    Right.RATINGS: "GET /keeper/ratings, POST /keeper/do/rating",
    Right.CONTENT_EDIT: """
        GET /keeper/home, POST /keeper/home/save, POST /keeper/home/usual, GET /keeper/home/preview,
        GET /keeper/packs, POST /keeper/packs/make, GET /keeper/packs/_day, GET /keeper/packs/{name},
        GET /keeper/packs/{name}/check, GET /keeper/packs/{name}/preview, GET /keeper/packs/{name}/day,
        GET /keeper/packs/{name}/item, GET /keeper/packs/{name}/titles, GET /keeper/packs/{name}/small,
        POST /keeper/packs/{name}/item, POST /keeper/packs/{name}/titles, POST /keeper/packs/{name}/move,
        POST /keeper/packs/{name}/until, POST /keeper/packs/{name}/remove, POST /keeper/packs/{name}/build,
        GET /keeper/packs/{name}/bank, GET /keeper/packs/{name}/question, POST /keeper/packs/{name}/question,
        GET /keeper/packs/{name}/rows, GET /keeper/packs/{name}/rows.xlsx, GET /keeper/packs/{name}/row,
        POST /keeper/packs/{name}/row, POST /keeper/packs/{name}/move-row, POST /keeper/packs/{name}/remove-row,
        POST /keeper/packs/{name}/remove-picture, GET /keeper/packs/_sheet.xlsx,
        GET /keeper/packs/{name}/papers, GET /keeper/packs/{name}/papers.xlsx, GET /keeper/packs/{name}/paper,
        POST /keeper/packs/{name}/paper, POST /keeper/packs/{name}/remove-paper,
        GET /keeper/quiz, GET /keeper/quiz/question, GET /keeper/quiz/questions.xlsx, POST /keeper/quiz/settle""",
    Right.CONTENT_APPROVE: "POST /keeper/packs/{name}/approve",
    Right.CONTENT_PUBLISH: """
        POST /keeper/packs/{name}/publish, POST /keeper/packs/{name}/roll-back, POST /keeper/packs/{name}/take-off,
        POST /keeper/packs/{name}/take-down, POST /keeper/packs/{name}/put-back, POST /keeper/quiz/withdraw,
        POST /keeper/packs/{name}/withdraw-question, POST /keeper/packs/{name}/bring-back-question""",
    Right.PEOPLE: "GET /keeper/people, POST /keeper/people/{verb}, POST /keeper/do/pad",
    Right.RECORDS: """
        GET /keeper/records, GET /keeper/records/imports, GET /keeper/records/imports/{batch},
        POST /keeper/records/imports/{batch}/back, POST /keeper/records/check, POST /keeper/records/columns,
        POST /keeper/records/sheets, POST /keeper/records/blanks, POST /keeper/records/write,
        POST /keeper/records/drop, GET /keeper/records/report.xlsx, GET /keeper/letters,
        GET /keeper/letters/{row_id}/image, POST /keeper/letters/{row_id}/{verb}, GET /keeper/person,
        POST /keeper/person/find, POST /keeper/person/{verb}, GET /keeper/exams, GET /keeper/exams/new,
        POST /keeper/exams/open, GET /keeper/exams/{exam}, GET /keeper/exams/{exam}/results.xlsx,
        POST /keeper/exams/{exam}/people, POST /keeper/exams/{exam}/minutes, POST /keeper/exams/{exam}/close,
        POST /keeper/exams/{exam}/delete""",
    Right.AUDIT: "GET /keeper/audit, POST /keeper/audit/verify, POST /keeper/audit/person",
    Right.SECURITY: "GET /keeper/security",
    Right.USE: "GET /keeper/use, GET /keeper/use/counts.xlsx, GET /keeper/use/plays.xlsx",
}
WHOSE = {door.strip(): whose for whose, doors in DOORS.items() for door in doors.split(",")}
PEOPLE: tuple[tuple[Role, ...], ...] = (*((role,) for role in ROLES), ("desk", "editor"))
WORDS = {"{verb}": "help", "{name}": "index", "{room}": "nothing"}  # elsewhere a number
OUT, REFUSED, IN = "asked to log in", "refused", "in"


def doors_of(app: FastAPI) -> set[str]:
    """Every method and path, also of what stands in no schema."""
    assert all(route.include_in_schema for route in _routes(app.routes)), "a hidden address: nobody could list it"
    paths: dict[str, dict[str, Any]] = app.openapi()["paths"]
    return {f"{method.upper()} {path}" for path, methods in paths.items() for method in methods}


def _routes(routes: list[Any]) -> Iterator[Any]:
    for route in routes:
        inside = getattr(route, "original_router", None)
        yield from _routes(inside.routes) if inside is not None else [route]


class Someone:
    """A browser; `roles` None: nobody is logged in."""

    def __init__(self, client: httpx.Client, hall: Hall, roles: tuple[Role, ...] | None) -> None:
        self.client, self.roles, self._csrf = client, roles, ""
        if roles:
            name = "".join(roles)
            hall.person(name, *roles)
            assert client.post("/console/login", data={"name": name, "password": PASSWORD}).status_code == 303
            self._csrf = re.findall(r'name="csrf" value="([^"]+)"', client.get("/console/password").text)[0]

    def tries(self, door: str) -> tuple[str, int]:
        method, _, path = door.partition(" ")
        path = re.sub(r"\{\w+\}", lambda word: WORDS.get(word[0], "1"), path)
        data = {"csrf": self._csrf} if method == "POST" else None
        with self.client.stream(method, path, data=data) as answer:
            text = (
                ""
                if "event-stream" in answer.headers.get("content-type", "")
                else answer.read().decode("utf-8", "replace")
            )
            if answer.status_code == 401 or answer.headers.get("location") == LOGIN:
                return OUT, answer.status_code
            refused = answer.status_code == 403 and NOT_HERE["NotAllowed"] in text
            return REFUSED if refused else IN, answer.status_code


@pytest.fixture
def people(hall: Hall) -> Iterator[list[Someone]]:
    with ExitStack() as open_:
        clients = [open_.enter_context(httpx.Client(base_url=hall.url, timeout=30)) for _ in (None, *PEOPLE)]
        yield [Someone(client, hall, roles) for client, roles in zip(clients, (None, *PEOPLE), strict=True)]


def test_every_address_is_somebody_s_by_name(hall: Hall) -> None:
    hall.service.demo = True  # which has one more
    app = create_app(hall.service)
    found = {*doors_of(app), f"POST {take_api.PATH}"}
    assert found - WHOSE.keys() == set(), "whose is it? Say so in DOORS"
    assert WHOSE.keys() - found == set(), "there is no such address any more"
    app.get("/keeper/new")(lambda: None)
    assert doors_of(app) - WHOSE.keys() == {"GET /keeper/new"}  # as it would be found


def test_who_comes_in_is_what_the_table_says(hall: Hall, people: list[Someone]) -> None:
    tried = sorted(WHOSE, key=lambda door: door.endswith("/logout"))  # after it nobody is in
    wrong = []
    for door in tried:
        if door.startswith("POST /demo/"):
            continue  # only of a demonstration
        for one in people:
            came, status = one.tries(door)
            expected = OUT if door.endswith("/logout") else _expected(WHOSE[door], one.roles)
            if (expected and came != expected) or status >= 500:
                wrong.append(f"{door}, {one.roles}: {came} ({status}), not {expected}")
    assert wrong == []


def _expected(whose: str, roles: tuple[Role, ...] | None) -> str:
    """Empty: it does not depend on who is logged in."""
    if whose == ANYBODY:
        return IN
    if whose == PADS:
        return ""
    if whose == MACHINES or roles is None:
        return OUT
    return IN if whose == LOGGED_IN or whose in rights_of(roles) else REFUSED


def test_a_button_of_the_desk_needs_no_window_and_one_of_a_window_is_none_of_the_desk_s(
    hall: Hall, people: list[Someone]
) -> None:
    desk = next(one for one in people if one.roles == ("desk",))
    hall.take()
    for verb in ("next", "recall", "serve", "finish", "transfer", "undo", "pause", "take-back", "call-number", "none"):
        assert desk.tries(f"POST /console/desk/do/{verb}")[1] == 422
    assert hall.do(hall.service.tickets.services_now).windows[0].number is None


def test_a_pad_is_opened_by_who_may_sit_at_its_window(hall: Hall, people: list[Someone]) -> None:
    for roles in PEOPLE:
        form = {"name": "".join(roles), "password": PASSWORD}
        answer = httpx.post(f"{hall.url}/pad/1/open", data=form)
        assert answer.status_code == (303 if Right.WINDOW in rights_of(roles) else 403), roles


def test_what_root_asks_on_its_socket_is_nobody_s_over_the_network(hall: Hall, people: list[Someone]) -> None:
    keeper = next(one for one in people if one.roles == ("keeper",))
    doors = doors_of(create_admin_app(hall.service))
    assert len(doors) > 8 and {keeper.tries(door)[1] for door in doors} == {404}


def test_the_manual_s_table_is_the_table() -> None:
    """docs/keeper.md, 人员: a row for each right, in an order of its own, a column for each role."""
    text = (Path(__file__).parents[4] / "docs/keeper.md").read_text("utf-8").split("## 人员", 1)[1].split("## ", 1)[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
    assert rows[0][1:] == [ROLES_SAID[role] for role in ROLES]
    told = [tuple(role for role, cell in zip(ROLES, row[1:], strict=True) if cell) for row in rows[2:]]
    assert sorted(told) == sorted(tuple(role for role in ROLES if right in RIGHTS[role]) for right in Right)
    assert [row[0] for row in rows[2:] if row[3]] == ["内容：写草稿"]


def test_the_table_is_what_was_promised() -> None:
    """An editor opens no record, sees no name of the queue, no PIN and no audit; a keeper may everything."""
    assert RIGHTS["keeper"] == frozenset(Right)
    assert RIGHTS["editor"] == {Right.CONTENT_EDIT}
    assert RIGHTS["desk"] < RIGHTS["clerk"] == RIGHTS["desk"] | {Right.WINDOW}
    held_by_one = {right for right in Right if [right in RIGHTS[role] for role in ROLES].count(True) == 1}
    assert held_by_one == RIGHTS["keeper"] - RIGHTS["clerk"] - RIGHTS["editor"]
