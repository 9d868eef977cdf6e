"""Attackers at the log-in page: floods, guesses at a colleague's name, and log-ins that race a closing."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher

from kiosk.core.access import login_tries
from kiosk.core.access.accounts import LoginRefused, NotTheirs
from kiosk.core.access.login_line import MOST_WAITING, LineFull, LoginLine
from kiosk.core.access.login_tries import Place
from tests.apps.hall.console.conftest import PASSWORD, Hall

WRONG = "云溪里的傍晚八点三十分"
HERE, THERE = "127.0.0.1", "127.0.0.2"


@contextmanager
def browser(hall: Hall, address: str = HERE) -> Iterator[httpx.Client]:
    """Somebody's browser on a machine of that address, with cookies of its own."""
    transport = httpx.HTTPTransport(local_address=address)
    with httpx.Client(base_url=hall.url, transport=transport, timeout=30) as client:
        yield client


def log_in(client: httpx.Client, name: str, password: str = PASSWORD) -> int:
    return client.post("/console/login", data={"name": name, "password": password}).status_code


def is_in(client: httpx.Client) -> bool:
    return client.get("/console").status_code == 200


class Gate(PasswordHasher):
    """A hasher that holds every check until it is opened."""

    def __init__(self) -> None:
        super().__init__(time_cost=1, memory_cost=8, parallelism=1)
        self.begun, self.open = threading.Semaphore(0), threading.Event()

    def verify(self, hash: str | bytes, password: str | bytes) -> Any:
        self.begun.release()
        assert self.open.wait(30)
        return super().verify(hash, password)


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.open.set()


@pytest.fixture
def gated(tmp_path: Path, gate: Gate) -> Iterator[Hall]:
    """A hall that compares passwords behind the gate."""
    hall = Hall(tmp_path, gate)
    yield hall
    gate.open.set()
    hall.stop()


# -- closing ----------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["close", "password"])
def test_a_log_in_under_way_does_not_outlive_the_closing(gated: Hall, gate: Gate, change: str) -> None:
    keeper, clerk = gated.person("吴敏", "keeper"), gated.person("李梅")
    with browser(gated) as client, ThreadPoolExecutor(1) as threads:
        answer = threads.submit(log_in, client, "李梅")
        assert gate.begun.acquire(timeout=30)  # the password is being compared
        if change == "close":
            gated.service.accounts.close(clerk, by=keeper)
        else:
            gated.service.accounts.set_password(clerk, WRONG, by=keeper)
        gate.open.set()
        assert answer.result() == 403
        assert not is_in(client)


def test_closing_and_a_new_password_end_every_session(hall: Hall) -> None:
    keeper, clerk, other = hall.person("吴敏", "keeper"), hall.person("李梅"), hall.person("王强")
    with browser(hall) as first, browser(hall) as second:
        assert (log_in(first, "李梅"), log_in(second, "王强")) == (303, 303)
        hall.service.accounts.close(clerk, by=keeper)
        hall.service.accounts.set_password(other, WRONG, by=keeper)
        assert (is_in(first), is_in(second)) == (False, False)


def test_sessions_end_within_the_transaction(hall: Hall) -> None:
    """Who hears of the commit finds no session any more: there is no moment between the two."""
    keeper, clerk = hall.person("吴敏", "keeper"), hall.person("李梅")
    seen: list[bool] = []
    with browser(hall) as client:
        assert log_in(client, "李梅") == 303
        hall.do(lambda connection: None)  # the listeners of the commits before it have been called
        hall.service.database.on_commit(lambda: seen.append(bool(hall.service.sessions.open_now())))
        hall.service.accounts.close(clerk, by=keeper)
        hall.do(lambda connection: None)
    assert seen == [False]


def test_a_form_still_on_its_way_when_its_sender_is_closed_does_nothing(hall: Hall) -> None:
    first, second = hall.person("吴敏", "keeper"), hall.person("演示乙", "keeper")
    with browser(hall) as client:
        assert log_in(client, "演示乙") == 303
        session = hall.service.sessions.of(client.cookies["kiosk-session"])
        begun, closed = threading.Event(), threading.Event()

        def trickle() -> Iterator[bytes]:
            yield f"csrf={session.csrf}&role=keeper&name=%E8%B5%B5".encode()
            begun.set()
            assert closed.wait(30)
            yield f"&password={PASSWORD}".encode()

        with ThreadPoolExecutor(1) as threads:
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            sent = threads.submit(client.post, "/keeper/people/add", content=trickle(), headers=headers)
            assert begun.wait(30)
            hall.service.accounts.close(second, by=first)
            closed.set()
            assert sent.result().status_code == 401
    assert len(hall.service.accounts.all()) == 2


def test_who_was_closed_or_made_a_clerk_changes_nobody_s_account(hall: Hall) -> None:
    people = hall.service.accounts
    first, second, clerk = hall.person("吴敏", "keeper"), hall.person("演示乙", "keeper"), hall.person("李梅")
    people.close(second, by=first)
    for by in (second, clerk):
        with pytest.raises(NotTheirs):
            people.add("演示丙", "keeper", PASSWORD, by=by)
        with pytest.raises(NotTheirs):
            people.set_password(first, WRONG, by=by)
        with pytest.raises(NotTheirs):
            people.close(first, by=by)


# -- strangers --------------------------------------------------------------------------------


def test_a_stranger_who_hammers_a_name_locks_out_nobody_but_himself(hall: Hall) -> None:
    hall.person("李梅")
    with browser(hall) as clerk, browser(hall, THERE) as stranger, browser(hall) as another_browser:
        assert log_in(clerk, "李梅") == 303
        for _ in range(12):
            assert log_in(stranger, "李梅", WRONG) == 403
        assert log_in(stranger, "李梅") == 403  # guessing stays limited: five, then he waits
        assert is_in(clerk)
        assert log_in(clerk, "李梅") == 303  # her own browser
        assert log_in(another_browser, "李梅") == 303  # her usual address


def test_her_own_browser_passes_where_everybody_has_one_address(hall: Hall) -> None:
    hall.person("李梅")
    with browser(hall) as clerk, browser(hall) as stranger:
        assert log_in(clerk, "李梅") == 303
        clerk.cookies.delete("kiosk-session")
        for _ in range(12):
            log_in(stranger, "李梅", WRONG)
        assert log_in(stranger, "李梅") == 403
        assert log_in(clerk, "李梅") == 303


def test_somebody_logged_in_changes_the_password_while_strangers_hammer_the_name(hall: Hall) -> None:
    hall.person("李梅")
    with browser(hall) as clerk, browser(hall) as stranger:
        log_in(clerk, "李梅")
        for _ in range(8):
            log_in(stranger, "李梅", WRONG)
        csrf = hall.service.sessions.of(clerk.cookies["kiosk-session"]).csrf
        form = {"csrf": csrf, "password": PASSWORD, "new": WRONG, "again": WRONG}
        assert clerk.post("/console/password", data=form).status_code == 303
        assert is_in(clerk)


def test_an_open_screen_is_no_place_to_guess_the_own_password(hall: Hall) -> None:
    hall.person("李梅")
    with browser(hall) as clerk:
        log_in(clerk, "李梅")
        csrf = hall.service.sessions.of(clerk.cookies["kiosk-session"]).csrf
        form = {"csrf": csrf, "new": WRONG, "again": WRONG}
        for guess in range(5):
            assert clerk.post("/console/password", data=form | {"password": f"guess {guess}"}).status_code == 403
        assert "请等 15 秒" in clerk.post("/console/password", data=form | {"password": PASSWORD}).text
        assert log_in(clerk, "李梅") == 303  # and locks nothing else


def test_guesses_from_many_addresses_are_slowed_and_her_own_place_is_not(hall: Hall) -> None:
    hall.person("李梅")
    with browser(hall) as clerk:
        assert log_in(clerk, "李梅") == 303
        for number in range(login_tries.STRANGERS_TRIES):
            with browser(hall, f"127.0.1.{number}") as stranger:
                log_in(stranger, "李梅", WRONG)
        with browser(hall, "127.0.2.1") as fresh:
            assert log_in(fresh, "李梅") == 403  # not even the right one, from a place nobody knows
        assert log_in(clerk, "李梅") == 303


def test_one_address_that_tries_many_names_waits_and_others_do_not(hall: Hall) -> None:
    hall.person("李梅")
    with browser(hall, THERE) as stranger, browser(hall) as clerk:
        for number in range(login_tries.STRANGERS_TRIES):
            log_in(stranger, f"演示{number}", PASSWORD)
        assert log_in(stranger, "李梅") == 403
        assert log_in(clerk, "李梅") == 303


def test_a_new_password_forgets_the_places_that_were_known(hall: Hall) -> None:
    keeper, clerk = hall.person("吴敏", "keeper"), hall.person("李梅")
    with browser(hall) as thief:
        assert log_in(thief, "李梅") == 303
        hall.service.accounts.set_password(clerk, WRONG, by=keeper)
        for _ in range(5):
            log_in(thief, "李梅")
        with browser(hall) as clerk_again:
            assert log_in(clerk_again, "李梅", WRONG) == 403  # the address is a stranger's again, and locked


def test_a_tablet_of_visitors_does_not_become_a_clerk_s_own_place(hall: Hall) -> None:
    hall.person("李梅")
    with browser(hall) as tablet:
        form = {"name": "李梅", "password": PASSWORD}
        assert tablet.post("/pad/1/open", data=form).status_code == 303
        assert "kiosk-browser" not in tablet.cookies
    assert hall.do(lambda c: c.exec_driver_sql("SELECT count(*) FROM login_places").scalar_one()) == 0


def test_the_table_of_tries_is_bounded_and_a_flood_of_names_frees_no_lock(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(login_tries, "MOST_ROWS", 50)
    hall.person("李梅")

    def counted(connection: Any, name: str, address: str) -> None:
        standing = login_tries.standing(connection, name, None, Place(address), hall.now)
        login_tries.wrong(connection, standing.counted, hall.now)

    for _ in range(5):
        hall.do(lambda c: counted(c, "李梅", THERE))
    for number in range(200):
        hall.do(lambda c, number=number: counted(c, f"演示{number}", f"10.0.{number}.1"))  # type: ignore[misc]
    assert hall.do(lambda c: c.exec_driver_sql("SELECT count(*) FROM login_tries").scalar_one()) <= 50
    with browser(hall, THERE) as stranger:
        assert log_in(stranger, "李梅") == 403


def test_an_ipv6_household_is_one_address() -> None:
    site = login_tries._site
    assert site("2001:db8:1:2::1") == site("2001:db8:1:2:ffff::9") != site("2001:db8:1:3::1")
    assert site("::ffff:10.0.0.1") == site("10.0.0.1")


# -- the flood --------------------------------------------------------------------------------


def test_a_flood_holds_up_no_page_and_turns_away_the_strangers(gated: Hall, gate: Gate) -> None:
    with browser(gated) as visitor, ThreadPoolExecutor(40) as crowd:

        def push(number: int) -> int:
            with browser(gated, f"127.0.3.{number + 1}") as stranger:
                return log_in(stranger, f"演示{number}", WRONG)

        answers = [crowd.submit(push, number) for number in range(40)]
        refused = 40 - 1 - MOST_WAITING
        while sum(one.done() for one in answers) < refused:
            assert visitor.get("/console/login").status_code == 200  # the pages do not wait for the passwords
        assert {one.result() for one in answers if one.done()} == {503}
        gate.open.set()
        assert sorted(one.result() for one in answers) == [403] * (1 + MOST_WAITING) + [503] * refused


def test_who_is_known_goes_first_and_is_never_turned_away_by_strangers() -> None:
    async def crowd() -> tuple[list[str], list[str]]:
        line, gate, done, turned_away = LoginLine(), threading.Event(), list[str](), list[str]()

        def check(who: str) -> None:
            assert gate.wait(30)
            done.append(who)

        async def come(rank: int, who: str) -> None:
            try:
                await line.run(rank, who, lambda: check(who))
            except LineFull:
                turned_away.append(who)

        strangers = [asyncio.create_task(come(9, f"stranger {number}")) for number in range(1 + MOST_WAITING)]
        await asyncio.sleep(0)
        known = asyncio.create_task(come(1, "clerk"))
        await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(*strangers, known)
        return done, turned_away

    done, turned_away = asyncio.run(crowd())
    assert turned_away == [f"stranger {MOST_WAITING}"]  # the last of the least trusted
    assert done[:2] == ["stranger 0", "clerk"]


def test_one_source_holds_two_places_at_most_and_who_leaves_holds_none() -> None:
    async def crowd() -> list[str]:
        line, gate = LoginLine(), threading.Event()
        first = asyncio.create_task(line.run(9, "a", gate.wait))
        await asyncio.sleep(0)
        waiting = [asyncio.create_task(line.run(9, "a", lambda: True)) for _ in range(3)]
        await asyncio.sleep(0)
        waiting[0].cancel()
        gate.set()
        answers = await asyncio.gather(first, *waiting, return_exceptions=True)
        answers.append(await line.run(9, "b", lambda: True))  # the line moved on
        return [type(one).__name__ if isinstance(one, BaseException) else str(one) for one in answers]

    assert asyncio.run(crowd()) == ["True", "CancelledError", "True", "LineFull", "True"]


def test_guesses_sent_side_by_side_are_heard_no_more_often(hall: Hall) -> None:
    hall.person("李梅")
    with ThreadPoolExecutor(12) as threads, browser(hall) as stranger:
        list(threads.map(lambda number: log_in(stranger, "李梅", f"{WRONG}{number}"), range(40)))
        assert log_in(stranger, "李梅") == 403
    most = hall.do(lambda c: c.exec_driver_sql("SELECT max(wrong) FROM login_tries").scalar_one())
    assert most == login_tries.TRIES


def test_a_right_password_that_waited_behind_five_wrong_ones_is_not_heard(hall: Hall) -> None:
    """Inside the transaction that would let them in, the lock is asked for again."""
    hall.person("李梅")
    log_ins = hall.service.log_ins
    seen = hall.do(lambda c: log_ins._look(c, "李梅", Place(THERE)))
    for _ in range(5):
        hall.do(lambda c: login_tries.wrong(c, seen.standing.counted, hall.now))

    async def settle() -> None:
        await log_ins._settle(seen, True, lambda connection, account: None)

    with pytest.raises(LoginRefused):
        asyncio.run(settle())


def test_what_was_refused_is_counted_by_kind_and_day(hall: Hall, tmp_path: Path) -> None:
    hall.person("李梅")
    with browser(hall, THERE) as stranger:
        for _ in range(7):
            log_in(stranger, "李梅", WRONG)
        stranger.post("/api/lookup", json={}, headers={"Authorization": "Bearer guess"})
        stranger.post("/api/enrol", json={"code": "AAAA-AAAA-AAAA-AAAA"})
    found = hall.service.counts.days()
    assert found == {"2026-11-17": {"login": 5, "login_locked": 2, "token": 1, "code": 1}}
