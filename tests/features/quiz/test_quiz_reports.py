"""From a finished paper to the hall over a real line: whenever hall or power are gone, everything counts once."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.core.database.clock import HALL_TIME
from kiosk.core.link.enrolment import enrol
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import TerminalStore
from kiosk.features.quiz.rules.marking import AttemptCounts, ItemCount, Outcome
from kiosk.features.quiz.rules.reasons import Reason
from kiosk.features.quiz.rules.statistics import Sums
from kiosk.features.quiz.terminal.counts import Counter, OfVisit, Running
from kiosk.features.quiz.wire import LETTERS, MOST_ITEMS, PATH, QuizReport, report_from_json, to_json
from tests.apps.hall.process import HallProcess
from tests.core.link.terminal import Terminal
from tests.features.quiz.halls import asked, doubted

RIGHT, WRONG, SKIPPED = Outcome.RIGHT, Outcome.WRONG, Outcome.SKIPPED
KEY = ("演示题库", "q1", "0f0f0f0f")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    yield process
    process.stop()


class Clock:
    """Turned by hand; an hour ago at first, so that the hall believes it."""

    def __init__(self) -> None:
        self.now = datetime.now(HALL_TIME) - timedelta(hours=2)

    def __call__(self) -> datetime:
        return self.now


class Stage:
    """Works at once."""

    def __init__(self) -> None:
        self.wipes: list[Callable[[], None]] = []

    def work(self, job: Callable[[], Any], done: Callable[[Any], None]) -> None:
        done(job())

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)


def attempt(*outcomes: Outcome, paper: str = "checkup") -> AttemptCounts:
    items = tuple(ItemCount("演示题库", f"q{n}", "0f0f0f0f", outcome) for n, outcome in enumerate(outcomes, 1))
    return AttemptCounts(paper, date(2026, 11, 17), 9, items)


def counter_of(store: TerminalStore, clock: Clock) -> Counter:
    return Counter(store, Outbox(store), clock, demo=True)  # as that hall is


def visit_of(counter: Counter) -> OfVisit:
    return OfVisit(counter, Stage())  # type: ignore[arg-type]


def waiting(store: TerminalStore) -> list[QuizReport]:
    with sqlite3.connect(store.path) as other:
        bodies = [json.loads(body) for (body,) in other.execute("SELECT body FROM outbox ORDER BY id")]
    return [report_from_json(body) for body in bodies]


def counted(hall: HallProcess, bank: str) -> list[tuple[Any, ...]]:
    with sqlite3.connect(hall.settings.data_dir / "hall.db") as database:
        return database.execute(
            'SELECT item, sum("right"), sum(wrong), sum(skipped), sum(again) FROM quiz_answers '
            "JOIN quiz_items ON id = item_id WHERE bank = ? GROUP BY item ORDER BY item", [bank],
        ).fetchall()  # fmt: skip


# -- what of a visit is counted -------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TerminalStore]:
    with TerminalStore(tmp_path / "terminal.db") as store:
        yield store


def test_only_the_first_paper_of_a_visit_counts_for_the_statistics(store: TerminalStore) -> None:
    clock = Clock()
    counter = counter_of(store, clock)
    stage = Stage()
    visit = OfVisit(counter, stage)  # type: ignore[arg-type]
    visit.finished(attempt(RIGHT, WRONG, SKIPPED))
    visit.finished(attempt(RIGHT, RIGHT, SKIPPED, paper="everyday"))
    stage.wipes[0]()
    visit.finished(attempt(WRONG, WRONG, RIGHT))
    clock.now += timedelta(hours=1)
    counter.keep()
    (report,) = waiting(store)
    assert [(one.item, one.sums, one.again) for one in report.items] == [
        ("q1", Sums(1, 1, 0, 2, 1, 500, 250_000, 0), 1), ("q2", Sums(0, 2, 0, 2, 0, 1500, 1_250_000, 0), 1),
        ("q3", Sums(1, 0, 1, 1, 1, 0, 0, 0), 0),
    ]  # fmt: skip
    assert [(one.paper, one.first, one.again, one.points) for one in report.papers] == [
        ("checkup", 2, 0, 66), ("everyday", 0, 1, 0),
    ]  # fmt: skip


def test_a_report_says_no_hour_no_order_and_no_attempt(store: TerminalStore) -> None:
    clock = Clock()
    counter = counter_of(store, clock)
    for outcomes in ((WRONG, RIGHT), (RIGHT, WRONG)):
        visit_of(counter).finished(attempt(*outcomes))
    again = counter_of(store, clock)
    for outcomes in ((RIGHT, WRONG), (WRONG, RIGHT)):
        visit_of(again).finished(attempt(*outcomes))
    clock.now += timedelta(hours=1)
    again.keep()
    (report,) = waiting(store)
    assert set(to_json(report)) == {"day", "demo", "items", "papers", "doubts"}
    assert report.day == (clock.now - timedelta(hours=1)).date().isoformat()
    assert [one.sums for one in report.items] == [Sums(2, 2, 0, 4, 2, 2000, 2_000_000, 0)] * 2


def test_a_doubt_counts_once_an_item_and_visit(store: TerminalStore) -> None:
    clock = Clock()
    counter = counter_of(store, clock)
    stage = Stage()
    visit = OfVisit(counter, stage)  # type: ignore[arg-type]
    for reason in (Reason.ANSWER, Reason.OPTIONS):
        visit.doubt(KEY, reason)
    assert visit.doubted(KEY) and not visit.doubted(("演示题库", "q2", "0f0f0f0f"))
    stage.wipes[0]()
    assert not visit.doubted(KEY)
    visit.doubt(KEY, Reason.ANSWER)
    visit.doubt(KEY, Reason.OPTIONS)
    clock.now += timedelta(hours=1)
    counter.keep()
    (report,) = waiting(store)
    assert report.doubts == (doubted(times=2),)


def test_a_terminal_without_a_hall_counts_nothing_and_asks_for_no_doubt() -> None:
    running = Running()
    visit = running.visit(Stage())  # type: ignore[arg-type]
    running.start()
    assert not visit.may_doubt
    visit.finished(attempt(RIGHT))
    visit.doubt(KEY, Reason.ANSWER)
    assert visit.doubted(KEY)
    running.stop()


def test_names_of_any_length_and_kind_travel(store: TerminalStore) -> None:
    clock = Clock()
    counter = counter_of(store, clock)
    for bank in ("𠮷" * 300, "\u202e题库", "", "甲\n乙", "a" * 5000):
        items = tuple(ItemCount(bank, f"{bank}{n}", "v", RIGHT) for n in range(MOST_ITEMS))
        visit_of(counter).finished(AttemptCounts(bank, date(2026, 11, 17), 9, items))
    clock.now += timedelta(hours=1)
    counter.keep()
    reports = waiting(store)
    assert sum(one.sums.right for report in reports for one in report.items) == 5 * MOST_ITEMS
    assert {one.paper for report in reports for one in report.papers} == {
        "𠮷" * LETTERS, "题库", "-", "甲 乙", "a" * LETTERS,
    }  # fmt: skip


def test_a_full_disk_costs_nothing_that_memory_can_hold(
    store: TerminalStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    clock = Clock()
    counter, add_up = counter_of(store, clock), store.add_up

    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store, "add_up", full)
    for _ in range(3):
        visit_of(counter).finished(attempt(RIGHT, WRONG))
        clock.now += timedelta(minutes=50)
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    monkeypatch.setattr(store, "add_up", add_up)
    counter.stop()
    clock.now += timedelta(hours=2)
    counter.keep()
    assert sum(report.items[0].sums.right for report in waiting(store)) == 3


def test_papers_finished_on_several_workers_are_each_counted(store: TerminalStore) -> None:
    clock = Clock()
    counter = counter_of(store, clock)

    def sit() -> None:
        for _ in range(10):
            visit_of(counter).finished(attempt(RIGHT, WRONG))

    threads = [threading.Thread(target=sit) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counter.stop()
    clock.now += timedelta(hours=1)
    counter.keep()
    (report,) = waiting(store)
    assert [one.sums.answered for one in report.items] == [40, 40]


# -- to the hall ------------------------------------------------------------------------------------


def test_everything_arrives_once_whenever_power_or_hall_are_gone(hall: HallProcess, tmp_path: Path) -> None:
    clock, name = Clock(), "1 号终端"
    link = enrol(hall.url, hall.code(name), tmp_path / "hall.json")
    store = TerminalStore(tmp_path / "terminal.db").open()
    visit_of(counter_of(store, clock)).finished(attempt(RIGHT, WRONG))
    store.close()  # the power is cut

    store = TerminalStore(tmp_path / "terminal.db").open()
    clock.now += timedelta(hours=1)
    counter_of(store, clock).keep()  # handed over; cut before anything was sent
    sent = store.first()
    assert sent is not None and sent.path == PATH
    store.close()

    headers = {"Authorization": f"Bearer {link.token}", "Idempotency-Key": sent.key}
    assert httpx.post(hall.url + PATH, json=sent.body, headers=headers).status_code == 204  # cut before the answer came
    hall.kill()
    terminal = Terminal(link, tmp_path)  # the hall is away, and the report waits
    visit = visit_of(Counter(terminal.store, terminal.outbox, clock, demo=True))
    visit.finished(attempt(RIGHT, RIGHT))
    visit.doubt(KEY, Reason.ANSWER)
    clock.now += timedelta(hours=1)
    Counter(terminal.store, terminal.outbox, clock, demo=True).keep()
    assert terminal.store.waiting_count() == 2
    hall.start()
    terminal.wait_delivered()
    assert terminal.store.notes() == []
    terminal.close()
    assert counted(hall, "演示题库") == [("q1", 2, 0, 0, 0), ("q2", 1, 1, 0, 0)]


def test_a_hall_that_is_killed_while_it_answers_counts_once(hall: HallProcess, tmp_path: Path) -> None:
    """At whatever moment it was: what it committed it knows by its key, what it did not comes anew."""
    clock, bank = Clock(), "被打断的题库"
    terminal = Terminal(enrol(hall.url, hall.code("2 号终端"), tmp_path / "hall.json"), tmp_path)
    counter = Counter(terminal.store, terminal.outbox, clock, demo=True)
    for number in range(20):
        visit_of(counter).finished(AttemptCounts("p", date(2026, 11, 17), 9, (ItemCount(bank, "q1", "v", RIGHT),)))
        clock.now += timedelta(minutes=61)
        if number == 10:  # some of them were answered, one is on its way
            hall.kill()
    counter.stop()
    hall.start()
    terminal.wait_delivered()
    assert terminal.store.notes() == []
    terminal.close()
    assert counted(hall, bank) == [("q1", 20, 0, 0, 0)]


def test_nobody_but_a_terminal_reports(hall: HallProcess) -> None:
    body = to_json(QuizReport("2026-11-17", True, (asked(),)))
    assert httpx.post(hall.url + PATH, json=body, headers={"Idempotency-Key": "of-a-stranger"}).status_code == 401


GOOD: dict[str, Any] = json.loads(json.dumps(to_json(QuizReport("2026-11-17", True, (asked(),), (), (doubted(),)))))


def wrong(**fields: Any) -> dict[str, Any]:
    return {**GOOD, **fields}


def wrong_item(**fields: Any) -> dict[str, Any]:
    return wrong(items=[{**GOOD["items"][0], **fields}])


def wrong_sums(**fields: Any) -> dict[str, Any]:
    return wrong_item(sums={**GOOD["items"][0]["sums"], **fields})


@pytest.mark.parametrize(
    "body",
    [
        {}, wrong(day="2026-11-31"), wrong(day="2026-11-17T10"), wrong(demo=1), wrong(items="q1"), wrong(items=[[]]),
        wrong(items=GOOD["items"] * 2), wrong(doubts=GOOD["doubts"] * 2),
        wrong(papers=[{"paper": "p", "first": 1, "again": 0, "points": 9}] * 2),
        wrong(items=GOOD["items"] * (MOST_ITEMS + 1)), wrong(doubts=GOOD["doubts"] * (MOST_ITEMS + 1)),
        wrong_item(bank=""), wrong_item(item="a" * 201), wrong_item(again=-1), wrong_item(sums=None),
        wrong_sums(right=-1), wrong_sums(right=10**12), wrong_sums(right=True), wrong_sums(rest=10**6),
        wrong_sums(rested=99), wrong_sums(rest_squares=0), wrong_sums(skipped=10**6),
        wrong(doubts=[{**GOOD["doubts"][0], "times": 0}]),
        wrong(papers=[{"paper": "p", "first": 1, "again": 0, "points": 101}]),
        wrong(papers=[{"paper": "p", "first": 1, "again": 0, "points": -1}]),
        wrong(items=[{**GOOD["items"][0], "bank": "长" * 200, "item": "长" * 9000}] * 100),
    ],
)  # fmt: skip
def test_a_report_of_another_shape_is_refused_by_name(hall: HallProcess, token: str, body: Any) -> None:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "wrong-in-some-way"}
    answer = httpx.post(hall.url + PATH, json=body, headers=headers)
    assert (answer.status_code, answer.json()) == (422, {"error": "BadRequest"})


@pytest.fixture(scope="module")
def token(hall: HallProcess) -> str:
    return hall.token("3 号终端")
