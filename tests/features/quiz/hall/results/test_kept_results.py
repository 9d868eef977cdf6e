"""Results that people asked to be kept: by a card, at a real hall, until they take them back or 13 months pass."""

from __future__ import annotations

import asyncio
import io
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import Connection, update

from kiosk.apps.hall.app import create_app
from kiosk.apps.hall.restore import restore
from kiosk.apps.hall.service import DATABASE_FILE, HallService, open_service
from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.copies import make_backup
from kiosk.core.link.shapes import WrongShape
from kiosk.core.sealing import audit
from kiosk.features.quiz.hall.results import desk
from kiosk.features.quiz.hall.results.schema import quiz_results
from kiosk.features.quiz.wire_kept import (
    END,
    FORGET,
    KEEP,
    MOST_KEPT,
    SEE,
    Kept,
    KeptResult,
    KeptTopic,
    kept_from_json,
    question,
    result_from_json,
)
from kiosk.settings import HallSettings

TUESDAY = datetime(2026, 11, 17, 10, 0, tzinfo=HALL_TIME)
WHO, OTHER = ("张演示", "00000019650412001X"), ("李演示", "000000198801010018")
TOPICS = (KeptTopic("党章基础", 4, 4), KeptTopic("党费和组织生活", 1, 3))


def result(number: int = 1, day: str = "2026-11-17", points: int = 83) -> KeptResult:
    return KeptResult(f"{number:032d}", "checkup", "党性体检", day, points, 10, 12, TOPICS)


class Hall:
    """A hall service with two terminals; `now` is its clock."""

    def __init__(self, folder: Path, **settings: Any) -> None:
        self.now, self.folder = TUESDAY, folder
        self.service = self._open(**settings)
        self.tokens = [
            self.service.terminals.enrol(self.service.terminals.make_code(name).secret)[1]
            for name in ("1 号终端", "2 号终端")
        ]

    def _open(self, **settings: Any) -> HallService:
        service = open_service(HallSettings(data_dir=self.folder, **settings), clock=lambda: self.now)
        self.app: FastAPI = create_app(service)
        return service

    def again(self) -> None:
        self.service.close()
        self.service = self._open()

    def ask(self, path: str, body: dict[str, Any], terminal: int = 0) -> httpx.Response:
        async def send() -> httpx.Response:
            headers = {"Authorization": f"Bearer {self.tokens[terminal]}"}
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://hall") as client:
                return await client.post(path, json=body, headers=headers)

        return asyncio.run(send())

    def keep(self, one: KeptResult, who: tuple[str, str] = WHO, terminal: int = 0) -> Kept:
        return self._kept(self.ask(KEEP, question(*who, one), terminal))

    def see(self, who: tuple[str, str] = WHO, terminal: int = 0) -> Kept:
        return self._kept(self.ask(SEE, question(*who), terminal))

    def _kept(self, answer: httpx.Response) -> Kept:
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store"), answer.text
        return kept_from_json(answer.json())

    def call(self, work: Callable[[Connection], Any]) -> Any:
        return self.service.database.call(work)

    def rows(self) -> int:
        return int(self.call(lambda c: c.exec_driver_sql("SELECT count(*) FROM quiz_results").scalar_one()))

    def outcomes(self) -> list[tuple[str, str]]:
        page = self.call(audit.read_page)
        lines = [line for line in page if line.action == desk.ACTION]
        return [(line.actor, line.outcome) for line in reversed(lines)]


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    monkeypatch.setattr(desk, "BEAT_SECONDS", 0.001)
    hall = Hall(tmp_path / "hall")
    yield hall
    hall.service.close()


def test_then_and_now_at_any_terminal_and_nobody_elses(hall: Hall) -> None:
    first = hall.keep(result(1, "2026-05-06", 58))
    assert [one.points for one in first.results] == [58]
    hall.now += timedelta(days=1)
    assert [one.points for one in hall.keep(result(2), terminal=1).results] == [83, 58]
    assert hall.see().results[0].topics == TOPICS
    assert hall.see(OTHER).results == ()
    assert hall.see(("王演示", WHO[1])).results == ()  # the number of one and the name of another
    assert hall.see(("张 演示", WHO[1].lower())).results  # as cards and people write it
    assert hall.outcomes() == [
        ("card", "kept"), ("card", "kept"), ("card", "shown"), ("card", "no_record"), ("card", "wrong_proof"),
        ("card", "shown"),
    ]  # fmt: skip


def test_what_lies_in_the_database_tells_nobody_anything(hall: Hall) -> None:
    hall.keep(result())
    hall.service.database.empty_log()
    content = b"".join(path.read_bytes() for path in hall.folder.glob("hall.db*"))
    for word in (WHO[0], WHO[1], "党性体检", "党费和组织生活"):
        assert word.encode() not in content
    assert "hidden" in repr(desk.Proof(*WHO)) and WHO[0] not in repr(desk.Proof(*WHO))


def test_delivered_twice_it_is_kept_once_and_no_more_than_two_dozen(hall: Hall) -> None:
    for _ in range(2):
        assert len(hall.keep(result()).results) == 1
    for number in range(2, MOST_KEPT + 3):
        kept = hall.keep(result(number, f"2026-12-{number:02d}"))
    assert len(kept.results) == hall.rows() == MOST_KEPT
    assert kept.results[-1].day == "2026-12-03"  # the oldest two are gone


def test_it_is_taken_back_by_a_button_one_or_all_only_in_the_same_visit(hall: Hall) -> None:
    hall.keep(result(1))
    kept = hall.keep(result(2))
    left = hall.ask(FORGET, {"visit": kept.visit, "key": result(2).key})
    assert [one["key"] for one in left.json()["results"]] == [result(1).key]
    assert hall.ask(FORGET, {"visit": kept.visit, "key": ""}, terminal=1).status_code == 404  # of another terminal
    assert hall.ask(END, {"visit": kept.visit}).status_code == 204
    assert hall.ask(FORGET, {"visit": kept.visit, "key": ""}).json() == {"error": "NothingKept"}
    kept = hall.see()
    hall.now += timedelta(minutes=11)
    assert hall.ask(FORGET, {"visit": kept.visit, "key": ""}).status_code == 404
    assert hall.ask(FORGET, {"visit": hall.see().visit, "key": ""}).json()["results"] == []
    assert hall.rows() == 0 and hall.outcomes()[-1] == ("card", "taken_back")


def test_nothing_without_the_purpose_a_card_an_open_hall_or_below_the_cap(tmp_path: Path) -> None:
    hall = Hall(tmp_path / "hall", lookups_an_hour=2)
    body = question(*WHO, result())
    for missing in ("purpose", "name", "id_number", "result"):
        assert hall.ask(KEEP, {key: value for key, value in body.items() if key != missing}).status_code == 422
    assert hall.rows() == 0
    hall.keep(result())
    hall.see()
    refused = hall.ask(SEE, question(*WHO))
    assert (refused.status_code, refused.json()["error"]) == (429, "TooManyLookUps")
    hall.now = TUESDAY.replace(hour=3)
    assert hall.ask(KEEP, body).status_code == 403
    hall.service.quiz_results = None  # its key is missing
    assert hall.ask(SEE, question(*WHO)).json() == {"error": "RecordsLocked"}
    hall.service.close()


@pytest.mark.parametrize(
    "change",
    [
        {"points": 101}, {"points": -1}, {"right": 13}, {"key": "short"}, {"day": "2026-13-01"}, {"title": ""},
        {"title": "题" * 81}, {"topics": [{"tag": "党章", "right": 2, "asked": 1}]}, {"total": True},
        {"topics": [{"tag": "", "right": 0, "asked": 0}] * 61},
    ],
)  # fmt: skip
def test_a_result_that_cannot_be_is_refused(change: dict[str, Any]) -> None:
    assert result_from_json(asdict(result())) == result()
    with pytest.raises(WrongShape):
        result_from_json(asdict(result()) | change)


def test_thirteen_months_later_it_is_gone(hall: Hall) -> None:
    hall.keep(result())
    hall.now += timedelta(days=399)
    hall.call(hall.service.tickets.keep_time)
    assert hall.rows() == 1
    hall.now += timedelta(days=3)
    hall.call(hall.service.tickets.keep_time)
    assert hall.rows() == 0


def test_a_person_has_their_copy_and_is_erased_with_everything(hall: Hall) -> None:
    hall.keep(result())
    with zipfile.ZipFile(io.BytesIO(hall.service.people().export(WHO[1], by=None))) as copy:
        text = copy.read("quiz/自测结果.txt").decode()
    assert "2026-11-17  党性体检：83 分，12 题答对 10 题" in text and "党费和组织生活：3 题答对 1 题" in text
    assert hall.service.people().erase(WHO[1], by=None)["quiz_results"] == 1
    assert hall.see().results == () and hall.rows() == 0


def test_a_rotation_and_a_restart_keep_it_readable(hall: Hall) -> None:
    hall.keep(result())
    hall.service.keys.rotate(lambda *_: None)
    hall.again()
    assert [one.key for one in hall.see().results] == [result().key]


def test_a_row_moved_under_another_person_shows_nobody_anything(hall: Hall) -> None:
    hall.keep(result())
    vault = hall.service.keys.needed
    stolen = update(quiz_results).values(blind=vault.blind_index(OTHER[1]))
    hall.call(lambda connection: connection.execute(stolen).close())
    assert hall.see(OTHER).results == hall.see((WHO[0], OTHER[1])).results == ()


def test_a_restore_brings_back_what_was_kept_but_not_what_was_taken_back(hall: Hall, tmp_path: Path) -> None:
    hall.keep(result(1))
    kept = hall.keep(result(2))
    copy = make_backup(hall.service.database, tmp_path / "copies", TUESDAY)
    hall.ask(FORGET, {"visit": kept.visit, "key": result(1).key})
    hall.service.close()
    restore(hall.folder / DATABASE_FILE, copy, now=TUESDAY)
    hall.service = hall._open()
    assert [one.key for one in hall.see().results] == [result(2).key]
    hall.service.close()
    with sqlite3.connect(hall.folder / DATABASE_FILE) as other:  # of another hall: it knows nothing of this one
        other.execute("UPDATE record_vault SET ring_id = 'another'")
        other.execute("DELETE FROM quiz_results")
    restore(hall.folder / DATABASE_FILE, copy, now=TUESDAY)
    hall.service = hall._open()
    assert {one.key for one in hall.see().results} == {result(1).key, result(2).key}


def test_kept_has_a_bound(hall: Hall) -> None:
    kept = hall.keep(result())
    long = asdict(replace(kept, results=kept.results * (MOST_KEPT + 1)))
    with pytest.raises(WrongShape, match="too long"):
        kept_from_json(long)
