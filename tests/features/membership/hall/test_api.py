"""Over real HTTP: what a terminal may ask, and how a keeper's file reaches the hall service."""

import asyncio
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from kiosk.core.access.terminals import Terminals
from kiosk.core.database.owner import Database
from kiosk.core.sealing.unlock import unlock
from kiosk.features.membership.commands.ledger_client import ImportRefused, import_file
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.hall.api import admin_router
from kiosk.features.membership.hall.desk import MembershipDesk
from kiosk.features.membership.hall.gate import LookUpGate
from kiosk.features.membership.rules.record import PURPOSE
from kiosk.features.tickets.rules.hours import Hours, Span
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.served import app_of, listening
from tests.features.membership.hall.sheets import number, row, rows, xlsx

PERSON = PEOPLE[0]
PROOF = {"name": PERSON.name, "id_number": PERSON.id_number, "purpose": PURPOSE}


@pytest.fixture
def terminals(database: Database) -> Terminals:
    return Terminals(database)


@pytest.fixture
def token(terminals: Terminals) -> str:
    return terminals.enrol(terminals.make_code("1 号终端").secret)[1]


def ask(app: FastAPI, token: str, body: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
            return await client.post("/api/lookup", json=body, headers={"Authorization": f"Bearer {token}"})

    return asyncio.run(send())


def test_a_terminal_gets_the_masked_view_and_nothing_is_cached(
    desk: MembershipDesk, terminals: Terminals, token: str
) -> None:
    desk.import_records(workbook())
    answer = ask(app_of(desk, terminals), token, PROOF)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json()["record"]["masked_name"] == "陈*"
    assert (PERSON.name in answer.text, PERSON.id_number in answer.text) == (False, False)


def test_missing_record_and_wrong_proof_are_byte_for_byte_the_same(
    desk: MembershipDesk, terminals: Terminals, token: str
) -> None:
    desk.import_records(workbook())
    app = app_of(desk, terminals)
    wrong_name = ask(app, token, PROOF | {"name": "演示"})
    no_record = ask(app, token, PROOF | {"id_number": "000000199001010017"})
    assert (wrong_name.status_code, no_record.status_code) == (404, 404)
    assert wrong_name.content == no_record.content
    assert wrong_name.headers == no_record.headers


def test_strangers_and_terminals_without_consent_get_nothing(
    desk: MembershipDesk, terminals: Terminals, token: str, database: Database
) -> None:
    app = app_of(desk, terminals)
    assert ask(app, "guess", PROOF).status_code == 401
    bodies: list[Any] = [{}, [], PROOF | {"purpose": "curiosity"}, PROOF | {"name": None}, PROOF | {"id_number": 7}]
    for body in bodies:
        refused = ask(app, token, body)
        assert (refused.status_code, refused.json()) == (422, {"error": "BadRequest"})
    assert desk.verify_audit().entries == 0


def test_a_hall_without_its_key_says_so_instead_of_refusing(terminals: Terminals, token: str) -> None:
    answer = ask(app_of(None, terminals), token, PROOF)
    assert (answer.status_code, answer.json()) == (503, {"error": "RecordsLocked"})


def test_a_terminal_has_a_cap_an_hour(
    database: Database, terminals: Terminals, token: str, tmp_path: Path, clock: FixedClock
) -> None:
    gate = LookUpGate(lambda connection: _ALWAYS, 3, clock)
    app = app_of(MembershipDesk(database, unlock(database, tmp_path), clock, gate.admit), terminals)
    assert [ask(app, token, PROOF).status_code for _ in range(5)] == [404, 404, 404, 429, 429]


def test_wrong_pins_never_make_a_card_wait(
    database: Database, terminals: Terminals, token: str, tmp_path: Path, clock: FixedClock
) -> None:
    gate = LookUpGate(lambda connection: _ALWAYS, 8, clock)
    desk = MembershipDesk(database, unlock(database, tmp_path), clock, gate.admit)
    app, guess = app_of(desk, terminals), {"id_number": PROOF["id_number"], "purpose": PURPOSE}
    told = [ask(app, token, guess | {"pin": f"{number:06d}"}).json()["error"] for number in range(40)]
    assert told == ["NothingToShow"] * 5 + ["PinLocked"] * 35
    assert [ask(app, token, PROOF).status_code for _ in range(8)] == [404] * 8
    entries = desk.verify_audit().entries
    assert entries == 5 + 8  # nothing was looked at while it was locked: the audit, which never shrinks, does not grow
    clock.moment += timedelta(seconds=15)
    assert ask(app, token, guess | {"pin": "000000"}).json()["error"] == "NothingToShow"  # and the cap is not used up


_ALWAYS = Hours({day: (Span(0, 24 * 60),) for day in range(7)})


@contextmanager
def served(desk: MembershipDesk, path: Path) -> Iterator[None]:
    """The keeper's door on a real Unix socket."""
    app = FastAPI()
    app.include_router(admin_router(lambda: desk))
    with listening(app, path):
        yield


def no_desk() -> AbstractContextManager[MembershipDesk]:
    raise AssertionError("the running service should have done this")


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.xlsx"
    path.write_bytes(xlsx([*rows(600), row(601, applied="待查")]))
    return path


def test_a_running_service_imports_with_progress_and_keeps_the_keepers_file(
    desk: MembershipDesk, tmp_path: Path, people: Path
) -> None:
    told: list[tuple[int, int]] = []
    with served(desk, tmp_path / "s"):
        report = import_file(people, tmp_path / "s", no_desk, progress=lambda done, total: told.append((done, total)))
        again = import_file(people, tmp_path / "s", no_desk, write=False)
    assert (report.added, report.refused_rows, report.published) == (600, 1, True)
    assert (again.unchanged, again.published) == (600, False)
    assert told == [(250, 601), (500, 601), (601, 601)]
    assert people.exists()


def test_a_running_service_is_told_which_column_and_answers_with_the_choices(
    desk: MembershipDesk, tmp_path: Path
) -> None:
    ledger = tmp_path / "a.csv"
    ledger.write_text(f"姓名,身份证号,入党时间,加入党组织日期\n演示甲,{number(1)},1993-07,1994-07\n")
    with served(desk, tmp_path / "s"):
        asked = import_file(ledger, tmp_path / "s", no_desk)
        assert (asked.choices, asked.published) == ({"joined": ["C", "D"]}, False)
        done = import_file(ledger, tmp_path / "s", no_desk, columns={"入党时间": "C"})
        assert (done.added, done.columns["joined"]) == (1, ["C"])
        with pytest.raises(ImportRefused, match="没有 Z 列"):
            import_file(ledger, tmp_path / "s", no_desk, columns={"joined": "Z"})


def test_refusals_come_back_in_words(desk: MembershipDesk, tmp_path: Path) -> None:
    wrong_header, no_table = tmp_path / "header.xlsx", tmp_path / "no.xlsx"
    wrong_header.write_bytes(xlsx([row(1)], ["姓名", "证号"]))
    no_table.write_bytes(b"PK not a table")
    with served(desk, tmp_path / "s"):
        assert "没有找到表头" in import_file(wrong_header, tmp_path / "s", no_desk).problems[0].text
        with pytest.raises(ImportRefused, match="xlsx"):
            import_file(no_table, tmp_path / "s", no_desk)


def test_with_no_service_the_work_is_done_here(desk: MembershipDesk, tmp_path: Path, people: Path) -> None:
    @contextmanager
    def here() -> Iterator[MembershipDesk]:
        yield desk

    left_behind = tmp_path / "s"
    with served(desk, left_behind):
        pass
    assert import_file(people, tmp_path / "none", here).added == 600
    assert import_file(people, left_behind, here).unchanged == 600


def test_a_file_too_large_is_refused_before_it_is_read(desk: MembershipDesk, tmp_path: Path) -> None:
    large = tmp_path / "large.xlsx"
    with large.open("wb") as file:
        file.truncate(40_000_000)
    with pytest.raises(ImportRefused, match="最多 32 MB"):
        import_file(large, tmp_path / "none", no_desk)
