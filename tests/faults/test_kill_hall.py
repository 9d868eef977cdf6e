"""kill -9 of the hall service at any moment of any verb: nothing acknowledged is lost, no number comes twice, nobody is
called twice or held by two windows.

Every trial is a real process over real sockets, killed while visitors tap at three terminals and clerks press every
button at three windows; an order that was not acknowledged is asked for again by its key, as a terminal does.
"""

import random
import sqlite3
import threading
from pathlib import Path

import pytest

from kiosk.features.tickets.console.clerk_buttons import VERBS
from tests.apps.hall.process import HallProcess
from tests.faults.killed_hall import START_SECONDS, Clerk, Hall, Terminal
from tests.faults.replay import pressed, replay

MOST_TAPS_BEFORE_THE_KILL = 9
TRIALS_A_DAY = 50


class Remembered:
    """What terminals and clerks were told, over all lives of the hall."""

    def __init__(self) -> None:
        self.numbers: dict[str, str] = {}
        self.printed: set[int] = set()
        self.given_back: set[int] = set()
        self.presses: dict[str, str] = {}
        self.idle: list[str] = []

    def add(self, terminals: list[Terminal], clerks: list[Clerk]) -> None:
        for terminal in terminals:
            self.numbers |= terminal.acknowledged
            self.printed |= terminal.printed
            self.given_back |= terminal.given_back
        for clerk in clerks:
            self.presses |= clerk.acknowledged
            self.idle += clerk.idle


def _kill_again_and_again(directory: Path, trials: int) -> Remembered:
    setting_up = HallProcess(directory).start()
    tokens = [setting_up.token(f"{number} 号终端") for number in (1, 2, 3)]
    setting_up.stop()
    database = setting_up.settings.data_dir / "hall.db"
    hall, known = Hall(directory, setting_up.settings.port), Remembered()
    hall.start()
    for trial in range(1, trials + 1):
        tapped = threading.Semaphore(0)
        terminals = [Terminal(hall.port, token, tapped) for token in tokens]
        clerks = [Clerk(hall.port, window) for window in (1, 2, 3)]
        for one in (*terminals, *clerks):
            one.start()
        for _ in range(random.randint(1, MOST_TAPS_BEFORE_THE_KILL)):
            assert tapped.acquire(timeout=START_SECONDS)
        hall.kill()
        for one in (*terminals, *clerks):
            one.join()
        if trial % TRIALS_A_DAY == 0:
            _next_day(database)
        hall.start()
        for terminal in terminals:
            terminal.ask_again()
        known.add(terminals, clerks)
    hall.kill()
    assert len(set(known.numbers.values())) == len(known.numbers), "a number was given twice"
    _check_rows(database, known)
    _check_presses(database, known)
    assert replay(database) == []
    return known


def _next_day(database: Path) -> None:
    """While the hall is down: the longest tier takes more numbers than a real day has."""
    with sqlite3.connect(database) as line:
        line.execute("UPDATE marks SET value = date(value, '+1 day') WHERE name = 'business_date'")


def _check_rows(database: Path, known: Remembered) -> None:
    with sqlite3.connect(database) as line:
        assert line.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = line.execute(
            "SELECT id, business_date || ' ' || series || printf('%03d', number), print_state, service_state "
            "FROM tickets"
        ).fetchall()
    numbers = {number for _, number, _, _ in rows}
    assert len(numbers) == len(rows)
    assert set(known.numbers.values()) <= numbers
    printed = {ticket_id: state for ticket_id, _, state, _ in rows}
    served = {ticket_id: state for ticket_id, _, _, state in rows}
    assert {printed[ticket_id] for ticket_id in known.printed} <= {"printed"}
    assert {served[ticket_id] for ticket_id in known.given_back} <= {"given_back"}


def _check_presses(database: Path, known: Remembered) -> None:
    """Every acknowledged press that changed something stands in the log, none twice, and no other does."""
    logged = pressed(database)
    assert set(logged.values()) <= {1}
    names = {name for _, name in logged}
    assert {verb for name, verb in known.presses.items() if name not in names} == set()
    assert not names & set(known.idle)


def test_killed_ten_times(tmp_path: Path) -> None:
    _kill_again_and_again(tmp_path, 10)


@pytest.mark.long
def test_killed_a_hundred_times(tmp_path: Path) -> None:
    known = _kill_again_and_again(tmp_path, 100)
    assert set(known.presses.values()) >= set(VERBS) - {"help", "recall"}  # every button was pressed


@pytest.mark.long
def test_killed_two_thousand_times(tmp_path: Path) -> None:
    _kill_again_and_again(tmp_path, 2000)
