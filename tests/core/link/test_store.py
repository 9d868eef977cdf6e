"""The terminal's own database: what was put there is there after a restart, and nothing grows without end."""

import json
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from kiosk.core.link import store as store_module
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import HourOver, Play, StoreClosed, SumsOver, TerminalStore
from kiosk.core.link.store_migrations import migrations


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TerminalStore]:
    with TerminalStore(tmp_path / "data" / "terminal.db") as store:
        yield store


def test_reports_leave_in_the_order_they_were_put_also_after_a_restart(store: TerminalStore) -> None:
    woken: list[int] = []
    outbox = Outbox(store)
    outbox.on_put(lambda: woken.append(1))
    for number in range(3):
        outbox.put(f"/api/tickets/{number}/printed", {"n": number})
    store.close()
    with TerminalStore(store.path) as again:
        outbox = Outbox(again)
        paths: list[str] = []
        while (report := outbox.first()) is not None:
            assert report.body == {"n": len(paths)}
            paths.append(report.path)
            outbox.delivered(report)
    assert paths == [f"/api/tickets/{number}/printed" for number in range(3)]
    assert len(woken) == 3


def test_a_refused_report_leaves_a_line_for_staff(store: TerminalStore) -> None:
    outbox = Outbox(store)
    outbox.put("/api/tickets/7/printed")
    report = outbox.first()
    assert report is not None
    outbox.refused(report, "UnknownTicket")
    assert outbox.first() is None
    assert [(note.device, note.kind, note.detail) for note in store.notes()] == [
        ("outbox", "refused", "/api/tickets/7/printed: UnknownTicket")
    ]


def test_a_put_report_is_on_the_disk(store: TerminalStore) -> None:
    Outbox(store).put("/api/startup", key="start-key")
    with sqlite3.connect(store.path) as other:
        assert other.execute("SELECT path, key FROM outbox").fetchall() == [("/api/startup", "start-key")]


def test_the_last_known_fact_wins(store: TerminalStore) -> None:
    assert store.recall("hours") is None
    store.remember("hours", {"state": "open"})
    store.remember("hours", {"state": "closed", "说明": "周末"})
    known = store.recall("hours")
    assert known is not None
    assert known[0] == {"state": "closed", "说明": "周末"}


def test_the_journal_keeps_its_newest_lines(store: TerminalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "JOURNAL_KEPT_ROWS", 3)
    for number in range(5):
        store.note("printer", "offline", str(number))
    assert [note.detail for note in store.notes()] == ["4", "3", "2"]


Q1, Q2 = ("answers", ("演示题库", "q1")), ("answers", ("演示题库", "q2"))


def over(found: SumsOver) -> list[dict[str, Any]]:
    return [{"hour": found.hour, "sums": [[what, *which, *numbers] for (what, which), numbers in found.sums.items()]}]


def test_sums_of_an_hour_are_handed_over_once_when_it_is_over(store: TerminalStore) -> None:
    store.add_up("quiz", "T10", {Q1: (1, 0, 700), Q2: (0, 1, 300)})
    store.add_up("quiz", "T10", {Q1: (2, 1, 100)})
    store.add_up("quiz", "T11", {Q1: (1, 1, 1)})
    store.add_up("votes", "T10", {Q1: (9,)})
    assert store.hand_over_sums("quiz", "T11", "/api/quiz", over, 10) == 1
    assert store.hand_over_sums("quiz", "T11", "/api/quiz", over, 10) == 0
    assert store.hand_over_sums("quiz", "T12", "/api/quiz", over, 10) == 1
    name = "演示题库"
    assert waiting(store) == [
        {"hour": "T10", "sums": [["answers", name, "q1", 3, 1, 800], ["answers", name, "q2", 0, 1, 300]]},
        {"hour": "T11", "sums": [["answers", name, "q1", 1, 1, 1]]},
    ]
    assert store.hand_over_sums("votes", "T12", "/api/votes", over, 10) == 1


def test_sums_of_another_length_are_a_fault_and_change_nothing(store: TerminalStore) -> None:
    store.add_up("quiz", "T10", {Q1: (1, 0)})
    with pytest.raises(ValueError, match="argument"):
        store.add_up("quiz", "T10", {Q2: (5, 5), Q1: (1, 0, 700)})
    store.hand_over_sums("quiz", "T11", "/api/quiz", over, 10)
    assert waiting(store) == [{"hour": "T10", "sums": [["answers", "演示题库", "q1", 1, 0]]}]


def play(item: str, seconds: float = 12, version: str = "3") -> Play:
    return Play("p", version, item, "演示", "ab", 1, seconds)


def made(over: HourOver) -> list[dict[str, Any]]:
    plays = {f"{one.item} {one.version}": [one.times, one.seconds] for one in over.plays}
    return [{"hour": over.hour, "uses": dict(over.uses), "plays": plays}]


def waiting(store: TerminalStore) -> list[dict[str, Any]]:
    with sqlite3.connect(store.path) as other:
        return [json.loads(body) for (body,) in other.execute("SELECT body FROM outbox ORDER BY id")]


def test_an_hour_is_summed_and_handed_over_once_when_it_is_over(store: TerminalStore) -> None:
    for seconds in (12.0, 3.5):
        store.tally("2026-11-17T10", {"visit": 1}, [play("a", seconds)])
    store.tally("2026-11-17T10", {}, [play("a", 8, version="4")])
    store.tally("2026-11-17T11", {"visit": 2}, [])
    assert store.hand_over("2026-11-17T10", "/api/use", made, 10) == 1  # its clock went back: 11 is over as well
    assert store.hand_over("2026-11-17T11", "/api/use", made, 10) == 1
    assert store.hand_over("2026-11-17T12", "/api/use", made, 10) == 0
    plays = {"a 3": [2, 15.5], "a 4": [1, 8.0]}
    assert waiting(store) == [
        {"hour": "2026-11-17T11", "uses": {"visit": 2}, "plays": {}},
        {"hour": "2026-11-17T10", "uses": {"visit": 2}, "plays": plays},
    ]


def test_what_could_not_be_handed_over_whole_is_counted_still(store: TerminalStore) -> None:
    for hour in ("T1", "T2"):
        store.tally(hour, {"visit": 1}, [])

    def fails(over: HourOver) -> list[dict[str, Any]]:
        if over.hour == "T2":
            raise ValueError(over.hour)
        return made(over)

    with pytest.raises(ValueError, match="T2"):
        store.hand_over("T3", "/api/use", fails, 10)
    assert waiting(store) == []
    assert store.hand_over("T3", "/api/use", made, 10) == 2


def test_a_hall_that_is_away_for_years_does_not_fill_the_disk(store: TerminalStore) -> None:
    store.put("/api/tickets/1/printed", "a-ticket", {})
    for number in range(6):
        store.tally(f"T{number}", {"visit": 1}, [])
        store.hand_over(f"T{number + 1}", "/api/use", made, 3)
    assert [body.get("hour") for body in waiting(store)] == [None, "T3", "T4", "T5"]


def test_a_store_of_the_version_before_is_brought_along(tmp_path: Path) -> None:
    database = Database(tmp_path / "old.db")
    migrations.apply(database, stop_before="m002_counts_of_the_hour")
    database.table("outbox").insert({"path": "/api/startup", "key": "k", "body": "{}", "made_at": ""})
    database.close()
    with TerminalStore(tmp_path / "old.db") as store:
        store.tally("T1", {"visit": 1}, [play("a")])
        assert store.waiting_count() == 1


def test_answers_that_the_version_before_counted_are_dropped(tmp_path: Path) -> None:
    """Skipped ones stood there as wrong, and no hall asked for them: nothing of them is sent."""
    database = Database(tmp_path / "old.db")
    migrations.apply(database, stop_before="m003_sums_of_the_hour")
    row = {"bank": "演示题库", "version": "0f3a61bc", "item": "q1", "asked": 3, "correct": 2}
    database.table("answers").insert(row)
    database.close()
    with TerminalStore(tmp_path / "old.db") as store:
        assert store.hand_over_sums("quiz", "T2", "/api/quiz", over, 10) == 0 and waiting(store) == []
        with sqlite3.connect(store.path) as other:
            assert not other.execute("SELECT 1 FROM sqlite_master WHERE name = 'answers'").fetchall()


def test_threads_share_the_one_connection(store: TerminalStore) -> None:
    def count(name: int) -> None:
        for _ in range(20):
            store.add_up("quiz", "T1", {("answers", (str(name % 2),)): (1, 2)})

    threads = [threading.Thread(target=count, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.hand_over_sums("quiz", "T2", "/api/quiz", over, 10)
    assert waiting(store) == [{"hour": "T1", "sums": [["answers", "0", 40, 80], ["answers", "1", 40, 80]]}]


def test_a_closed_store_says_so(store: TerminalStore) -> None:
    store.close()
    with pytest.raises(StoreClosed):
        store.note("printer", "offline")


COUNTING = """
import sys
from pathlib import Path
from kiosk.core.link.store import TerminalStore

store = TerminalStore(Path(sys.argv[1])).open()
made = lambda over: [{"uses": dict(over.uses)}]
for number in range(int(sys.argv[2]), 100_000):
    store.tally(f"T{number // 2:05d}", {"visit": 1}, [])
    print(number + 1, flush=True)
    store.hand_over(f"T{number // 2:05d}", "/api/use", made, 100_000)
"""


def test_a_terminal_killed_at_any_moment_loses_nothing_it_wrote_and_doubles_nothing(tmp_path: Path) -> None:
    written, path = 0, tmp_path / "terminal.db"
    for turn in range(3):
        command = [sys.executable, "-c", COUNTING, str(path), str(written)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for line in islice(process.stdout, 7 + 5 * turn):
                written = int(line)
            process.kill()
            written = max([written, *(int(line) for line in process.stdout if line.endswith("\n"))])
        with TerminalStore(path) as store:
            handed = sum(body["uses"]["visit"] for body in waiting(store))
            store.hand_over("", "/api/use", made, 100_000)
            kept = sum(body["uses"]["visit"] for body in waiting(store))
        assert handed <= kept and kept - written in (0, 1)  # what was on the disk before it could be said
        written = kept
