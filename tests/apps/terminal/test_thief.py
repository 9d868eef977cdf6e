"""What the terminal's folders tell somebody who carries the terminal away, after a real visit: nothing of anybody.

A real hall in a process of its own, real cards on an emulated reader, a clerk's PIN from the console, a quiz, a slip.
"""

from __future__ import annotations

import json
import re
import sqlite3
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.apps.demo.stand import Stand
from kiosk.apps.hall.admin import add_account, revoke
from kiosk.apps.terminal.machine import Machine
from kiosk.apps.terminal.maintenance import set_pin
from kiosk.core.database.clock import hall_now
from kiosk.features.membership.demo.people import DemoPerson
from kiosk.features.membership.rules.record import RecordView
from kiosk.features.membership.terminal.card_reading import Answered
from kiosk.features.membership.wire import PinRefused, pin_question, question
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import AttemptCounts, ItemCount, Outcome
from kiosk.features.quiz.terminal.counts import summed
from kiosk.features.tickets.rules.card_age import CardProof
from kiosk.features.tickets.terminal.views import Lane, Taken
from kiosk.features.use.rules.hours import hour_of
from tests.devices.told import polls

DEADLINE_SECONDS = 30
FIRST, LATER, STAFF_PIN = "云溪里的早晨七点三十分", "云溪里的傍晚六点一刻", "704215"
AN_ID_NUMBER = re.compile(rb"(?<!\d)(\d{15}|\d{17}[\dXx])(?![\dXx])")


@dataclass(frozen=True)
class Left:
    """The stand after the visit: what a thief finds in `folders`, and who was there."""

    stand: Stand
    folders: tuple[Path, ...]
    by_card: DemoPerson
    by_pin: DemoPerson
    pin: str
    word: str  # that stood for a visit that sat a test

    def files(self) -> list[Path]:
        return [path for folder in self.folders for path in folder.rglob("*") if path.is_file()]

    def ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        """With the stolen token."""
        terminal = self.stand.settings.terminal
        token = json.loads(terminal.hall_file.read_text())["token"]
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.request(method, terminal.hall_url + path, json=body, headers=headers, trust_env=False)


@pytest.fixture(scope="module")
def left() -> Iterator[Left]:
    with Stand(exam=True) as stand:
        terminal = stand.settings.terminal
        set_pin(terminal.data_dir, STAFF_PIN)
        pin = issued_pin(stand, stand.people[1].id_number)
        visit(stand, pin)
        word = sits(stand)
        yield Left(stand, (terminal.data_dir, terminal.packs_dir), stand.people[0], stand.people[1], pin, word)


def issued_pin(stand: Stand, id_number: str) -> str:
    """A clerk logs in, sets a password of their own, and gives a PIN for that number."""
    add_account(stand.settings.hall, "演示窗口", "clerk", FIRST)
    with httpx.Client(base_url=stand.settings.terminal.hall_url, trust_env=False, follow_redirects=True) as clerk:

        def send(path: str, **fields: str) -> str:
            found = re.search(r'name="csrf" value="([^"]+)"', clerk.get(path).text)
            answer = clerk.post(path, data={"csrf": found[1] if found else "", **fields})
            assert answer.status_code == 200, answer.status_code
            return answer.text

        send("/console/login", name="演示窗口", password=FIRST)
        send("/console/password", password=FIRST, new=LATER, again=LATER)
        page = send("/console/pin", number=id_number, checked="1")
    (pin,) = re.findall(r'role="status">(\d{3}) (\d{3})<', page)
    return "".join(pin)


def visit(stand: Stand, pin: str) -> None:
    """A card, a PIN, a number and a quiz, by the parts of the terminal that its screens call."""
    machine, told, answered = Machine(stand.settings), threading.Event(), []
    machine.open()
    assert machine.records and machine.queue.counter

    def hear(outcome: Any) -> None:
        if isinstance(outcome, Answered):
            answered.append(outcome)
            told.set()

    online = threading.Event()
    machine.records.reading.listen(hear)

    def state(there: bool) -> None:
        if there:
            online.set()

    machine.start(lambda call: call(), state, lambda now: None, lambda: None, lambda: None)
    try:
        assert online.wait(DEADLINE_SECONDS)
        machine.records.reading.begin()
        polls(stand.reader, 1)
        stand.reader.put(stand.cards[0])
        assert told.wait(DEADLINE_SECONDS) and answered[0].record is not None
        stand.reader.lift()
        assert isinstance(machine.records.hall.by_pin(stand.people[1].id_number, pin), RecordView)
        assert isinstance(machine.records.hall.by_pin(stand.people[1].id_number, pin), PinRefused)  # used up
        assert isinstance(machine.queue.counter.take(1, "visit-key-000001"), Taken)
        elder = Lane(priority=True, card=CardProof(stand.people[1].id_number))
        assert isinstance(machine.queue.counter.take(1, "visit-key-000002", elder), Taken)
        item = ItemCount("starter", "q1", "1", Outcome.RIGHT)
        sums = summed(AttemptCounts("checkup", day=hall_now().date(), hour=9, items=(item,)), first=True)
        machine.store.add_up("quiz", hour_of(machine.clock()), sums)
    finally:
        machine.close()


def sits(stand: Stand) -> str:
    """Somebody answers a question of a test that counts, and the terminal is carried away in the middle."""
    machine, there = Machine(stand.settings), threading.Event()
    machine.open()
    assert machine.exams
    machine.start(
        lambda call: call(),
        lambda online: there.set() if online else None,
        lambda now: None,
        lambda: None,
        lambda: None,
    )
    try:
        assert there.wait(DEADLINE_SECONDS)
        hall = machine.exams.hall
        mine = hall.card(stand.people[0].name, stand.people[0].id_number)
        question = hall.start(mine.visit, mine.exams[0].exam).question
        assert question is not None
        given = Answer((0,)) if question.options else Answer(texts=("甲",) * question.blanks)
        assert hall.answer(mine.visit, 1, 0, given, None).answered == (0,)
    finally:
        machine.close()
    return mine.visit


def spellings(text: str) -> list[bytes]:
    """As it may lie in a file: plain, as JSON escapes it, as Windows writes it."""
    return [text.encode(), json.dumps(text)[1:-1].encode(), text.encode("utf-16-le"), text.encode("gb18030")]


def test_no_file_of_the_terminal_holds_anything_of_who_was_there(left: Left) -> None:
    secrets = [left.pin, STAFF_PIN, left.word]
    for person in (left.by_card, left.by_pin):
        secrets += [
            person.name,
            person.id_number,
            person.id_number[6:14],
            person.branch,
            *person.dates[2:],
            person.born,
        ]
    found = {
        (path.name, secret)
        for path in left.files()
        for secret in secrets
        for spelt in spellings(secret)
        if len(spelt) > 4 and spelt in path.read_bytes()
    }
    assert left.files() and not found
    assert not [path.name for path in left.files() if AN_ID_NUMBER.search(path.read_bytes())]


def test_the_files_are_those_that_are_known(left: Left) -> None:
    """A new file is a new thing to tell a thief: it must be looked at first."""
    names = {path.relative_to(folder).as_posix() for folder in left.folders for path in folder.rglob("*")}
    of_packs = {"delivered"} | {f"delivered/{name}" for name in ("guard.json", "offer.json", "blobs", "releases")}
    assert names <= {"hall.json", "maintenance_pin", "terminal.db", "terminal.db-wal", "terminal.db-shm", *of_packs}


def test_the_database_holds_what_it_says_it_holds(left: Left) -> None:
    database = sqlite3.connect(left.stand.settings.terminal.data_dir / "terminal.db")
    tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"_sqlite_migrations", "outbox", "journal", "known", "plays", "uses", "sums"}
    assert database.execute("SELECT feature, what, which, numbers FROM sums ORDER BY what").fetchall() == [
        ("quiz", "answers", '["starter", "q1", "1"]', "[1, 0, 0, 0, 0, 0, 0, 0, 0]"),
        ("quiz", "papers", '["checkup"]', "[1, 0, 100]"),
    ]  # no person, no minute, no order
    assert {name for (name,) in database.execute("SELECT name FROM known")} <= {
        "services",
        "printing",
        "slip_under_way",
    }
    for path, body in database.execute("SELECT path, body FROM outbox"):
        assert "lookup" not in path and json.loads(body) == {}, path
    database.close()


def test_the_token_and_the_pin_are_for_their_owner_alone(left: Left) -> None:
    for name in ("hall.json", "maintenance_pin"):
        assert stat.S_IMODE((left.folders[0] / name).stat().st_mode) == 0o600
    assert json.loads((left.folders[0] / "hall.json").read_text()).keys() == {
        "url", "token", "terminal_id", "terminal", "pin",
    }  # fmt: skip
    assert (left.folders[0] / "maintenance_pin").read_text().startswith("$argon2id$")


def test_the_token_alone_reads_no_record(left: Left) -> None:
    person, other = left.by_card, left.by_pin
    refused = [
        pin_question(person.id_number, "000000"), pin_question(other.id_number, left.pin),  # none issued; used up
        question("", person.id_number), question(other.name, person.id_number), question(person.name, ""),
        question("%", person.id_number), question(person.name, person.id_number[-4:]), {"name": person.name},
        {"id_number": person.id_number}, {"id_number": person.id_number, "phone": "0000"}, {},
    ]  # fmt: skip
    for body in refused:
        answer = left.ask("POST", "/api/lookup", body)
        assert answer.status_code >= 400 and person.branch not in answer.text, body
    for path in ("/console/keeper", "/console/pin", "/console/keeper/people", "/console/keeper/audit"):
        answer = left.ask("GET", path)
        assert answer.status_code >= 300 and person.name not in answer.text, path


def test_a_revoked_token_is_worth_nothing(left: Left) -> None:
    """With a name and the whole number that belongs to it a token reads as a card does: until a keeper is told."""
    person = left.by_card
    known = question(person.name, person.id_number)
    assert left.ask("POST", "/api/lookup", known).status_code == 200
    assert revoke(left.stand.settings.hall.socket, left.stand.settings.terminal.name)
    for method, path in (
        ("POST", "/api/lookup"),
        ("GET", "/api/services"),
        ("GET", "/api/events"),
        ("GET", "/api/hall"),
    ):
        assert left.ask(method, path, known if method == "POST" else None).status_code == 401, path
