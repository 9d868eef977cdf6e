"""From a screen to the hall over a real line: killed between any two steps, an hour counts once."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.link.enrolment import enrol
from kiosk.core.link.outbox import Outbox
from kiosk.core.link.store import TerminalStore
from kiosk.features.use.terminal.recorder import Recorder
from kiosk.features.use.wire import MOST_PLAYS, PATH, Counted, HourReport, Played, to_json
from tests.apps.hall.process import HallProcess
from tests.core.link.terminal import Terminal


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallProcess]:
    process = HallProcess(tmp_path_factory.mktemp("hall")).start()
    yield process
    process.stop()


@pytest.fixture(scope="module")
def token(hall: HallProcess) -> str:
    return hall.token("3 号终端")


class Clock:
    """Turned by hand; an hour ago at first, so that the hall believes it."""

    def __init__(self) -> None:
        self.now = datetime.now(HALL_TIME) - timedelta(hours=2)

    def __call__(self) -> datetime:
        return self.now


def exhibit(folder: Path, item: str = "a", version: str = "3") -> Exhibit:
    path = folder / f"{item}.md"
    path.write_text(f"演示 {item}\n", "utf-8")
    return Exhibit(id=item, kind=ExhibitKind.ARTICLE, title="演示𠮷里", path=path, pack="spring", pack_version=version)


def counted(hall: HallProcess, terminal: str) -> tuple[int, int]:
    """Visits and seconds shown, by what lies in the hall's database."""
    with sqlite3.connect(hall.settings.data_dir / "hall.db") as database:
        mine = f"terminal_id = (SELECT id FROM terminals WHERE name = '{terminal}')"
        visits = database.execute(f"SELECT sum(times) FROM use_counts WHERE thing = 'visit' AND {mine}").fetchone()[0]
        seconds = database.execute(f"SELECT sum(seconds) FROM screen_plays WHERE {mine}").fetchone()[0]
    return visits or 0, seconds or 0


def recorder_of(store: TerminalStore, clock: Clock) -> Recorder:
    return Recorder(store, Outbox(store), clock, demo=True)  # as that hall is


def test_an_hour_reaches_the_hall_once_whenever_the_power_is_cut(hall: HallProcess, tmp_path: Path) -> None:
    clock, name = Clock(), "1 号终端"
    link = enrol(hall.url, hall.code(name), tmp_path / "hall.json")
    store = TerminalStore(tmp_path / "terminal.db").open()
    recorder = recorder_of(store, clock)
    recorder.count({"visit": 1})
    recorder.played(exhibit(tmp_path), 12.4)
    recorder.keep()
    recorder.count({"visit": 5})  # not on the disk when the power is cut: lost, and nothing else is
    store.close()

    store = TerminalStore(tmp_path / "terminal.db").open()
    clock.now += timedelta(hours=1)
    recorder_of(store, clock).keep()  # handed over; cut before anything was sent
    sent = store.first()
    assert sent is not None and sent.path == PATH
    store.close()

    headers = {"Authorization": f"Bearer {link.token}", "Idempotency-Key": sent.key}
    assert httpx.post(hall.url + PATH, json=sent.body, headers=headers).status_code == 204  # cut before the answer came
    terminal = Terminal(link, tmp_path)
    terminal.wait_delivered()
    assert terminal.store.notes() == []
    terminal.close()
    assert counted(hall, name) == (1, 12)


def test_more_items_than_a_report_takes_and_a_file_that_is_gone(hall: HallProcess, tmp_path: Path) -> None:
    clock, name = Clock(), "2 号终端"
    terminal = Terminal(enrol(hall.url, hall.code(name), tmp_path / "hall.json"), tmp_path)
    recorder = Recorder(terminal.store, terminal.outbox, clock, demo=True)
    items = [exhibit(tmp_path, f"item-{number}") for number in range(MOST_PLAYS + 30)]
    items[0].path.unlink()
    for one in items:
        recorder.played(one, 10)
    recorder.played(items[1], 0.2)  # nobody saw it
    recorder.count({"visit": 2})
    recorder.keep()
    clock.now += timedelta(hours=1)
    recorder.keep()
    terminal.wait_delivered()
    terminal.close()
    assert counted(hall, name) == (2, 10 * len(items))
    with sqlite3.connect(hall.settings.data_dir / "hall.db") as database:
        kept = dict(database.execute("SELECT item, sha256 FROM played_items WHERE item LIKE 'item-%'").fetchall())
    digest = hashlib.sha256("演示 item-1\n".encode()).hexdigest()
    assert (kept["item-0"], kept["item-1"], len(set(kept.values()))) == ("", digest, len(items))


def test_a_full_disk_costs_nothing_that_memory_can_hold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store, clock = TerminalStore(tmp_path / "terminal.db").open(), Clock()
    recorder = recorder_of(store, clock)
    tally = store.tally

    def full(*_: Any) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(store, "tally", full)
    for _ in range(3):
        recorder.count({"visit": 1})
        recorder.played(exhibit(tmp_path), 10)
        recorder.keep()
    assert caplog.text.count("counted in memory") == 1
    monkeypatch.setattr(store, "tally", tally)
    clock.now += timedelta(hours=1)
    recorder.stop()
    store.close()
    recorder.stop()  # a window that goes tells it twice
    store.open()
    report = store.first()
    assert report is not None
    assert report.body["counted"] == [{"thing": "visit", "times": 3}]
    assert [(one["times"], one["seconds"]) for one in report.body["played"]] == [(3, 30)]
    store.close()


GOOD = to_json(
    HourReport("2026-11-17T09", True, (Counted("visit", 1),), (Played("spring", "3", "a", "演示", "0f" * 32, 1, 12),))
)


def wrong(**fields: Any) -> dict[str, Any]:
    return {**GOOD, **fields}


def wrong_play(**fields: Any) -> dict[str, Any]:
    return {**GOOD, "played": [{**GOOD["played"][0], **fields}]}


@pytest.mark.parametrize(
    "body",
    [
        {}, [], wrong(hour="2026-11-17"), wrong(hour="2026-11-17T24"), wrong(hour="２026-11-17T09"), wrong(demo=0),
        wrong(counted=[{"thing": "visit", "times": 0}]), wrong(counted=[{"thing": "visit", "times": -1}]),
        wrong(counted=[{"thing": "visit", "times": 10**12}]), wrong(counted=[{"thing": "visit", "times": True}]),
        wrong(counted="visit"), wrong(counted=[["visit", 1]]), wrong_play(sha256="0F" * 32), wrong_play(sha256="0f"),
        wrong_play(item=""), wrong_play(item="a" * 201), wrong_play(seconds=1.5), wrong_play(seconds=-1),
        wrong_play(times=0), wrong_play(title="a" * 201), wrong(played=GOOD["played"] * (MOST_PLAYS + 1)),
        wrong(played=[{**GOOD["played"][0], "title": "长" * 200}] * 2_000),
    ],
)  # fmt: skip
def test_a_report_of_another_shape_is_refused_by_name(hall: HallProcess, token: str, body: Any) -> None:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "wrong-in-some-way"}
    answer = httpx.post(hall.url + PATH, json=body, headers=headers)
    assert (answer.status_code, answer.json()) == (422, {"error": "BadRequest"})
    assert counted(hall, "3 号终端") == (0, 0)


def test_nobody_else_reports(hall: HallProcess) -> None:
    assert httpx.post(hall.url + PATH, json=GOOD, headers={"Idempotency-Key": "of-a-stranger"}).status_code == 401
