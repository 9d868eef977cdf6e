"""Without a card: a clerk checks the document and gives a PIN. It opens one record, once, and says nothing else."""

import asyncio
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from fastapi import FastAPI
from sqlalchemy import select

from devices.id_card.id_number import IdNumberWrong
from kiosk.core.access.accounts import Accounts
from kiosk.core.access.terminals import Terminals
from kiosk.core.database.owner import Database
from kiosk.core.sealing.schema import audit
from kiosk.features.membership.hall.desk import MembershipDesk, Proof
from kiosk.features.membership.hall.lookup import _BY_BLIND, BEAT_SECONDS
from kiosk.features.membership.hall.pins import LONGEST_LOCK_SECONDS, PinProof, lock_seconds
from kiosk.features.membership.hall.schema import lookup_pins
from kiosk.features.membership.rules.record import PURPOSE, Record, RecordView, State
from kiosk.features.membership.wire import PinRefused
from tests.features.membership.fixtures import FixedClock
from tests.features.membership.hall.served import app_of
from tests.features.membership.hall.sheets import number, row, xlsx

NAME, MEMBER, STRANGER = "演示甲", number(1), number(2)


@pytest.fixture
def clerk(database: Database) -> int:
    hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return Accounts(database, hasher=hasher).add("演示窗口", "clerk", "纸和墨各一半，窗边有风").id


@pytest.fixture
def hall(desk: MembershipDesk) -> MembershipDesk:
    desk.import_records(xlsx([row(1, name=NAME), *(row(serial) for serial in range(3, 9))]))
    return desk


def pin_for(desk: MembershipDesk, clerk: int, id_number: str = MEMBER) -> str:
    return asyncio.run(desk.issue_pin(id_number, clerk))


def try_pin(desk: MembershipDesk, pin: str, id_number: str = MEMBER, terminal: int = 3) -> RecordView | PinRefused:
    return asyncio.run(desk.look_ups.by_pin(PinProof(id_number, pin), terminal))


def other(pin: str) -> str:
    """A PIN that is not this one."""
    return f"{(int(pin) + 1) % 10**6:06d}"


def audited(database: Database) -> list[tuple[Any, ...]]:
    columns = select(audit.c.actor, audit.c.action, audit.c.outcome).order_by(audit.c.id)
    return [tuple(line) for line in database.call(lambda connection: connection.execute(columns).all())]


def test_the_pin_opens_the_own_record_once(hall: MembershipDesk, clerk: int, database: Database) -> None:
    pin = pin_for(hall, clerk)
    view = try_pin(hall, pin, MEMBER.lower())
    assert isinstance(view, RecordView) and view.masked_name == "演*"
    assert try_pin(hall, pin) == PinRefused()
    assert audited(database)[1:] == [
        ("clerk", "pin_issue", "issued"),
        ("pin", "look_up", "shown"),
        ("pin", "look_up", "wrong_proof"),
    ]


def test_it_lives_ten_minutes(hall: MembershipDesk, clerk: int, clock: FixedClock) -> None:
    in_time, too_late = pin_for(hall, clerk), pin_for(hall, clerk, number(3))
    clock.moment += timedelta(minutes=9, seconds=59)
    assert isinstance(try_pin(hall, in_time), RecordView)
    clock.moment += timedelta(seconds=1)
    assert try_pin(hall, too_late, number(3)) == PinRefused()


def test_it_is_for_that_number_alone(hall: MembershipDesk, clerk: int) -> None:
    pin = pin_for(hall, clerk)
    assert try_pin(hall, pin, number(3)) == PinRefused()
    assert isinstance(try_pin(hall, pin), RecordView)


def test_a_second_pin_voids_the_first(hall: MembershipDesk, clerk: int) -> None:
    first = pin_for(hall, clerk)
    second = pin_for(hall, clerk)
    if first != second:  # one in a million
        assert try_pin(hall, first) == PinRefused()
    assert isinstance(try_pin(hall, second), RecordView)


def test_it_is_issued_whether_or_not_there_is_a_record_and_refused_alike(
    hall: MembershipDesk, clerk: int, database: Database
) -> None:
    without = try_pin(hall, pin_for(hall, clerk, STRANGER), STRANGER)
    wrong = try_pin(hall, other(pin_for(hall, clerk)))
    assert without == wrong == PinRefused()
    assert [line[2] for line in audited(database) if line[0] == "pin"] == ["no_record", "wrong_proof"]


def test_a_number_with_a_wrong_check_digit_gets_none(hall: MembershipDesk, clerk: int) -> None:
    with pytest.raises(IdNumberWrong):
        pin_for(hall, clerk, MEMBER[:-1] + ("0" if MEMBER[-1] != "0" else "1"))


def test_the_database_holds_neither_number_nor_pin(hall: MembershipDesk, clerk: int, database: Database) -> None:
    pin = pin_for(hall, clerk)
    stored = database.call(lambda connection: connection.execute(select(lookup_pins)).all())
    assert len(stored) == 1
    assert (MEMBER in repr(stored), pin in repr(stored)) == (False, False)


# -- guessing ---------------------------------------------------------------------------------------------------------


def test_the_lock_doubles_from_15_seconds_to_15_minutes() -> None:
    assert [lock_seconds(wrong) for wrong in range(1, 14)] == [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]
    assert lock_seconds(10**6) == 900


def test_five_wrong_ones_lock_the_number_at_every_terminal(
    hall: MembershipDesk, clerk: int, clock: FixedClock, database: Database
) -> None:
    pin = pin_for(hall, clerk)
    waits = [try_pin(hall, other(pin), terminal=terminal) for terminal in range(1, 6)]
    assert waits == [PinRefused()] * 4 + [PinRefused(15)]
    assert try_pin(hall, pin, terminal=9) == PinRefused(15, locked=True)
    clock.moment += timedelta(seconds=14)
    assert try_pin(hall, pin, terminal=9) == PinRefused(1, locked=True)
    clock.moment += timedelta(seconds=1)
    assert try_pin(hall, other(pin), terminal=9) == PinRefused(30)
    clock.moment += timedelta(seconds=30)
    assert isinstance(try_pin(hall, pin, terminal=9), RecordView)  # a lock uses no PIN up
    assert audited(database)[-2][2] == "wrong_proof"


def test_five_wrong_ones_lock_the_terminal_for_every_number(hall: MembershipDesk, clerk: int) -> None:
    pin = pin_for(hall, clerk)
    for serial in range(3, 8):
        last = try_pin(hall, "000000", number(serial))
    assert last == PinRefused(15)
    assert try_pin(hall, pin) == PinRefused(15, locked=True)
    assert isinstance(try_pin(hall, pin, terminal=4), RecordView)


def test_no_stranger_can_lock_somebody_out_for_longer_than_a_pin_lives(
    hall: MembershipDesk, clerk: int, clock: FixedClock
) -> None:
    waited = 0
    while waited < LONGEST_LOCK_SECONDS:  # longer than the ten minutes of a PIN
        answer = try_pin(hall, "000000", terminal=2)
        assert isinstance(answer, PinRefused)
        waited = answer.retry_seconds
        clock.moment += timedelta(seconds=waited if waited < LONGEST_LOCK_SECONDS else 0)
    pin = pin_for(hall, clerk)
    assert try_pin(hall, pin, terminal=2) == PinRefused(LONGEST_LOCK_SECONDS, locked=True)  # the stranger's place
    assert isinstance(try_pin(hall, pin), RecordView)


def test_a_card_never_waits(hall: MembershipDesk) -> None:
    for _ in range(6):
        try_pin(hall, "000000")
    assert asyncio.run(hall.look_up(Proof(NAME, MEMBER), 3)) is not None


def test_the_right_pin_begins_anew(hall: MembershipDesk, clerk: int) -> None:
    for _ in range(2):
        pin = pin_for(hall, clerk)
        assert [try_pin(hall, other(pin)) for _ in range(4)] == [PinRefused()] * 4
        assert isinstance(try_pin(hall, pin), RecordView)


def test_a_lock_made_by_a_clock_that_stood_elsewhere_holds_nobody(
    hall: MembershipDesk, clerk: int, clock: FixedClock
) -> None:
    clock.moment += timedelta(days=30)
    for _ in range(5):
        try_pin(hall, "000000")
    clock.moment -= timedelta(days=30)
    assert isinstance(try_pin(hall, pin_for(hall, clerk)), RecordView)


# -- who is not shown -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["suspended", "left", "dead"])
def test_what_a_lobby_does_not_tell_is_refused_like_everything_else(
    hall: MembershipDesk, clerk: int, database: Database, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Record.from_bytes

    def held(sealed: bytes) -> Record:
        record = read(sealed)
        object.__setattr__(record, "state", State(state))
        return record

    monkeypatch.setattr(Record, "from_bytes", staticmethod(held))
    assert asyncio.run(hall.look_up(Proof(NAME, MEMBER), 3)) is None
    assert try_pin(hall, pin_for(hall, clerk)) == PinRefused()
    assert [line[2] for line in audited(database)[1:]] == ["withheld", "issued", "withheld"]


# -- over HTTP --------------------------------------------------------------------------------------------------------


def post(app: FastAPI, token: str, path: str, body: Any) -> httpx.Response:
    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://hall") as client:
            return await client.post(path, content=json.dumps(body), headers={"Authorization": f"Bearer {token}"})

    return asyncio.run(send())


def test_every_refusal_is_byte_for_byte_the_same(hall: MembershipDesk, clerk: int, database: Database) -> None:
    terminals = Terminals(database)
    token = terminals.enrol(terminals.make_code("1 号终端").secret)[1]
    app = app_of(hall, terminals)
    asked = {"id_number": MEMBER, "purpose": PURPOSE}
    refused = [
        post(app, token, "/api/lookup", asked | {"pin": other(pin_for(hall, clerk))}),
        post(app, token, "/api/lookup", {**asked, "id_number": STRANGER, "pin": pin_for(hall, clerk, STRANGER)}),
        post(app, token, "/api/lookup", {**asked, "id_number": number(50), "pin": "123456"}),
    ]
    assert {(answer.status_code, answer.content) for answer in refused} == {
        (404, b'{"error":"NothingToShow","retry_seconds":0}')
    }
    assert {tuple(answer.headers.items()) for answer in refused} == {tuple(refused[0].headers.items())}
    post(app, token, "/api/lookup", asked | {"pin": "123456"})
    assert post(app, token, "/api/lookup", asked | {"pin": "123456"}).json()["retry_seconds"] == 15
    locked = post(app, token, "/api/lookup", asked | {"pin": pin_for(hall, clerk)})
    assert (locked.status_code, locked.json()) == (429, {"error": "PinLocked", "retry_seconds": 15})


@pytest.mark.parametrize(
    "body",
    [
        {"id_number": MEMBER, "pin": "123456"},
        {"id_number": MEMBER, "pin": 123456, "purpose": PURPOSE},
        {"id_number": MEMBER, "pin": "12\ud800", "purpose": PURPOSE},
        {"id_number": "\ud800", "name": "演示", "purpose": PURPOSE},
        {"id_number": MEMBER, "name": "演\ud800", "purpose": PURPOSE},
        {"id_number": MEMBER, "pin": "123456", "name": "演示", "purpose": PURPOSE},
    ],
)
def test_a_question_of_another_shape_looks_nothing_up(
    hall: MembershipDesk, database: Database, body: dict[str, Any]
) -> None:
    terminals = Terminals(database)
    token = terminals.enrol(terminals.make_code("1 号终端").secret)[1]
    entries = hall.verify_audit().entries
    answer = post(app_of(hall, terminals), token, "/api/lookup", body)
    assert (answer.status_code, answer.json()) == (422, {"error": "BadRequest"})
    assert hall.verify_audit().entries == entries


def test_the_look_up_reads_by_its_index_never_the_table(database: Database) -> None:
    plan = database.call(
        lambda connection: connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN "
            + _BY_BLIND.sql.replace(":blind", "x'00'").replace(":param_1", "1").replace(":param_2", "0")
        ).all()
    )
    assert not [line for line in plan if "SCAN" in str(line)], plan


def test_every_refusal_is_told_on_the_beat_and_a_record_at_once(
    hall: MembershipDesk, clerk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    rest = asyncio.sleep

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        await rest(0)

    pin = pin_for(hall, clerk)
    monkeypatch.setattr("kiosk.features.membership.hall.lookup.asyncio.sleep", sleep)
    monkeypatch.setattr("kiosk.features.membership.hall.lookup.BEAT_SECONDS", BEAT_SECONDS)
    for proof in (Proof("别人", MEMBER), Proof("别人", STRANGER)):
        assert asyncio.run(hall.look_up(proof, 3)) is None
    for id_number in (MEMBER, STRANGER):
        assert isinstance(try_pin(hall, other(pin), id_number), PinRefused)
    assert len(waited) == 4 and all(0 < seconds <= BEAT_SECONDS for seconds in waited)
    assert isinstance(try_pin(hall, pin), RecordView)
    assert len(waited) == 4
