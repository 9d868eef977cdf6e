"""Clerks and keepers prove who they are; guessing gets slower; idle browsers are logged out."""

import asyncio
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from sqlalchemy import text

from kiosk.core.access.accounts import (
    Account,
    Accounts,
    LastKeeper,
    LoginRefused,
    NameRefused,
    NotTheirs,
    PasswordRefused,
    RolesRefused,
    UnknownAccount,
)
from kiosk.core.access.log_in import LogIns
from kiosk.core.access.login_tries import Place, wait_after
from kiosk.core.access.rights import Right
from kiosk.core.access.sessions import IDLE_SECONDS, LONGEST_SECONDS, SeatTaken, SessionOver, Sessions
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.core.database.owner import Database

RIGHT, WRONG = "云溪里的早晨七点三十分", "云溪里的早晨八点三十分"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # the rules are tried here, not the costs


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 17, 9, 0, tzinfo=HALL_TIME)

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = open_hall_database(tmp_path / "hall.db")
    yield database
    database.close()


@pytest.fixture
def people(database: Database, clock: Clock) -> Accounts:
    people = Accounts(database, clock, QUICK)
    people.add("吴敏", "keeper", RIGHT)
    return people


@pytest.fixture
def log_ins(people: Accounts, database: Database, clock: Clock) -> LogIns:
    return LogIns(database, clock, QUICK)


def log_in(log_ins: LogIns, name: str, password: str) -> Account:
    """From an address nobody knows."""
    proved = log_ins.prove(name, password, Place("192.0.2.7"), lambda _, account: account, remember=False)
    return asyncio.run(proved).result


def refused(log_ins: LogIns, name: str, password: str) -> int:
    with pytest.raises(LoginRefused) as refusal:
        log_in(log_ins, name, password)
    return refusal.value.wait_seconds


def test_a_keeper_logs_in_and_the_hash_is_argon2id(log_ins: LogIns, database: Database) -> None:
    assert log_in(log_ins, " 吴敏 ", RIGHT) == Account(1, "吴敏", ("keeper",), must_change=False)
    kept = database.call(lambda c: c.execute(text("SELECT password_hash FROM accounts")).scalar_one())
    assert str(kept).startswith("$argon2id$")


def test_the_hall_starts_without_any_account(database: Database) -> None:
    assert Accounts(database).all() == []
    for name in ("admin", "keeper", "管理员", ""):
        assert refused(LogIns(database, hasher=QUICK), name, "admin") == 0


def test_five_wrong_tries_lock_even_the_right_password(log_ins: LogIns, clock: Clock) -> None:
    assert [refused(log_ins, "吴敏", WRONG) for _ in range(5)] == [0, 0, 0, 0, 15]
    assert refused(log_ins, "吴敏", RIGHT) == 15
    clock.pass_(14.5)
    assert refused(log_ins, "吴敏", RIGHT) == 1
    clock.pass_(0.6)
    assert refused(log_ins, "吴敏", WRONG) == 30  # doubled
    clock.pass_(31)
    assert log_in(log_ins, "吴敏", RIGHT).name == "吴敏"
    assert refused(log_ins, "吴敏", WRONG) == 0  # and the count begins anew


def test_a_name_nobody_has_locks_in_the_same_way(log_ins: LogIns) -> None:
    assert [refused(log_ins, "赵无此人", WRONG) for _ in range(5)] == [0, 0, 0, 0, 15]


def test_the_wait_doubles_to_fifteen_minutes_and_no_further() -> None:
    assert [wait_after(wrong) for wrong in range(4, 13)] == [0, 15, 30, 60, 120, 240, 480, 900, 900]
    assert wait_after(10_000) == 900


def test_a_lock_outlives_a_restart_and_a_clock_set_back_does_not_prolong_it(
    log_ins: LogIns, database: Database, clock: Clock
) -> None:
    for _ in range(5):
        refused(log_ins, "吴敏", WRONG)
    again = LogIns(database, clock, QUICK)
    assert refused(again, "吴敏", RIGHT) == 15
    clock.pass_(-86_400)
    assert refused(again, "吴敏", RIGHT) == 900  # at most


def test_a_keeper_s_reset_ends_the_lock_and_asks_for_a_change(people: Accounts, log_ins: LogIns) -> None:
    clerk = people.add("李梅", "clerk", RIGHT, by=1)
    assert clerk.must_change
    for _ in range(5):
        refused(log_ins, "李梅", WRONG)
    people.set_password(clerk.id, WRONG, by=1)
    assert log_in(log_ins, "李梅", WRONG).must_change
    people.set_password(clerk.id, RIGHT, by=clerk.id)
    assert not log_in(log_ins, "李梅", RIGHT).must_change


def test_a_closed_account_is_out_and_the_last_keeper_stays(people: Accounts, log_ins: LogIns) -> None:
    clerk = people.add("李梅", "clerk", RIGHT, by=1)
    people.close(clerk.id, by=1)
    refused(log_ins, "李梅", RIGHT)
    with pytest.raises(UnknownAccount):
        people.find(clerk.id)
    with pytest.raises(LastKeeper):
        people.close(1, by=1)


def test_a_person_has_several_roles_and_may_what_any_of_them_may(people: Accounts) -> None:
    both = people.add("陈立", ["editor", "desk", "desk"], RIGHT, by=1)
    assert both.roles == ("desk", "editor")  # in their order, each once
    assert both.may(Right.PIN) and both.may(Right.CONTENT_EDIT)
    assert not both.may(Right.WINDOW) and not both.may(Right.CONTENT_APPROVE)
    for roles in ([], ["root"], ["clerk", "root"], [""]):
        with pytest.raises(RolesRefused):
            people.set_roles(both.id, roles, by=1)
    assert people.find(both.id).roles == ("desk", "editor")


def test_other_roles_end_the_sessions_and_are_in_the_log_and_the_same_ones_do_nothing(
    database: Database, clock: Clock, people: Accounts
) -> None:
    sessions = Sessions(lambda: 0.0)
    people = Accounts(database, clock, QUICK, sessions)
    clerk = people.add("李梅", "clerk", RIGHT, by=1)
    token, _ = sessions.begin(clerk)
    people.set_roles(clerk.id, ["clerk"], by=1)
    assert sessions.of(token)
    people.set_roles(clerk.id, ["editor", "clerk"], by=1)
    with pytest.raises(SessionOver):
        sessions.of(token)
    rows = database.call(lambda c: c.execute(text("SELECT detail FROM events WHERE kind = 'roles_set'")).all())
    assert [json.loads(row.detail) for row in rows] == [{"account": 2, "roles": "clerk,editor", "by": 1}]


def test_the_last_keeper_stays_one_and_nobody_else_gives_roles(people: Accounts) -> None:
    with pytest.raises(LastKeeper):
        people.set_roles(1, ["clerk", "desk", "editor"], by=1)
    people.set_roles(1, ["clerk", "keeper"], by=1)
    second = people.add("演示乙", ["editor", "keeper"], RIGHT, by=1)
    people.set_roles(1, ["editor"], by=second.id)
    for change in (lambda: people.set_roles(1, ["keeper"], by=1), lambda: people.add("演示丙", "keeper", RIGHT, by=1)):
        with pytest.raises(NotTheirs):
            change()
    with pytest.raises(LastKeeper):
        people.close(second.id, by=second.id)


def test_a_role_of_a_newer_version_gives_no_right(people: Accounts, database: Database) -> None:
    database.call(lambda c: c.execute(text("UPDATE accounts SET roles = 'clerk,owner'")).close())
    found = people.find(1)
    assert found.roles == ("clerk",) and not found.may(Right.PEOPLE)


@pytest.mark.parametrize(
    "password", ["", "short", "1234567890", "aaaaaaaaaaaa", "PassWord12", "a" * 200, "吴敏吴敏吴敏吴敏吴敏"]
)
def test_easy_passwords_are_refused(people: Accounts, password: str) -> None:
    with pytest.raises(PasswordRefused):
        people.set_password(1, password)


@pytest.mark.parametrize("name", ["", "  ", "长" * 21, "a\nb", "吴敏"])
def test_names_that_cannot_be_told_apart_are_refused(people: Accounts, name: str) -> None:
    with pytest.raises(NameRefused):
        people.add(name, "clerk", RIGHT, by=1)


def test_every_step_is_in_the_log_without_names(log_ins: LogIns, database: Database) -> None:
    refused(log_ins, "吴敏", WRONG)
    log_in(log_ins, "吴敏", RIGHT)
    rows = database.call(lambda c: c.execute(text("SELECT kind, detail FROM events ORDER BY id")).all())
    assert [row.kind for row in rows] == ["account_added", "login_refused", "logged_in"]
    assert not any("吴" in (row.detail or "") for row in rows)


def test_an_idle_browser_is_logged_out_and_a_fresh_page_does_not_count_as_acting() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    token, _ = sessions.begin(Account(1, "吴敏", ("keeper",), must_change=False))
    now[0] = IDLE_SECONDS - 1
    sessions.of(token)  # the page refreshed itself
    now[0] = IDLE_SECONDS
    with pytest.raises(SessionOver):
        sessions.of(token)


def test_acting_keeps_a_session_but_not_for_ever() -> None:
    now = [0.0]
    sessions = Sessions(lambda: now[0])
    token, _ = sessions.begin(Account(1, "吴敏", ("keeper",), must_change=False))
    while now[0] < LONGEST_SECONDS - 300:
        now[0] += 300
        sessions.of(token, acts=True)
    now[0] += 300
    with pytest.raises(SessionOver):
        sessions.of(token, acts=True)


def test_one_person_sits_at_a_window() -> None:
    sessions = Sessions(lambda: 0.0)
    _, first = sessions.begin(Account(1, "李梅", ("clerk",), must_change=False))
    _, second = sessions.begin(Account(2, "王强", ("clerk",), must_change=False))
    sessions.sit_down(first, 3)
    with pytest.raises(SeatTaken) as asked:
        sessions.sit_down(second, 3)
    assert (asked.value.sitter, sessions.at_window(3), sessions.asks_for_seat(first)) == (first, first, "王*")
    sessions.sit_down(second, 3, over=first.account.id)
    assert (first.window_id, first.lost_to, sessions.at_window(3)) == (None, (3, "王*"), second)
    assert sessions.asks_for_seat(first) == ""
    sessions.end_all_of(2)
    assert sessions.at_window(3) is None
