"""The terminal's own database: what was put there is there after a restart, and nothing grows without end."""

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.link import store as store_module
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import StoreClosed, TerminalStore


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


def test_answers_are_only_counted(store: TerminalStore) -> None:
    for right in (True, False, True):
        store.count_answer(bank="starter", version="1", item="q1", right=right)
    store.count_answer(bank="starter", version="2", item="q1", right=False)
    assert store.answer_counts("starter", "1") == {"q1": (3, 2)}
    assert store.answer_counts("starter", "2") == {"q1": (1, 0)}


def test_what_was_shown_is_pinned_by_version_and_hash(store: TerminalStore) -> None:
    store.played(pack="p", version="3", item="a.png", sha256="ab", started_at="2026-11-17T10:00:00+08:00", seconds=12)
    with sqlite3.connect(store.path) as other:
        assert other.execute("SELECT pack, version, item, sha256, seconds FROM plays").fetchall() == [
            ("p", "3", "a.png", "ab", 12.0)
        ]


def test_threads_share_the_one_connection(store: TerminalStore) -> None:
    def count(name: int) -> None:
        for _ in range(20):
            store.count_answer(bank="b", version="1", item=str(name % 2), right=True)

    threads = [threading.Thread(target=count, args=(name,)) for name in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.answer_counts("b", "1") == {"0": (40, 40), "1": (40, 40)}


def test_a_closed_store_says_so(store: TerminalStore) -> None:
    store.close()
    with pytest.raises(StoreClosed):
        store.note("printer", "offline")
