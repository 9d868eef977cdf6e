"""Is this card a member's? Asked before a paper for members, at a real hall: one bit, counted, audited, on the beat."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from kiosk.apps.hall.app import create_app
from kiosk.core.link.shapes import WrongShape
from kiosk.core.sealing import audit
from kiosk.features.membership.demo.people import PEOPLE, workbook
from kiosk.features.membership.wire import question as look_up
from kiosk.features.quiz.hall.members import desk
from kiosk.features.quiz.hall.module import MODULE
from kiosk.features.quiz.wire_members import PATH, Membership, membership_from_json, question
from tests.features.quiz.hall.exams.halls import TUESDAY, Hall, number_of

MEMBER, OTHER = PEOPLE[0], PEOPLE[1]
STRANGER = ("王演示", number_of(9))


class Door(Hall):
    """The hall with a ledger, as its terminals reach it over HTTP."""

    def __init__(self, folder: Path, **more: Any) -> None:
        super().__init__(folder, **more)
        assert self.service.membership
        self.service.membership.import_records(workbook())
        self.token = self.service.terminals.enrol(self.service.terminals.make_code("一号").secret)[1]
        self.app = create_app(self.service)

    def ask(self, body: dict[str, Any], path: str = PATH, token: str = "") -> httpx.Response:
        async def send() -> httpx.Response:
            headers = {"Authorization": f"Bearer {token or self.token}"}
            async with httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url="http://hall") as client:
                return await client.post(path, json=body, headers=headers)

        return asyncio.run(send())

    def is_member(self, name: str, id_number: str) -> bool:
        answer = self.ask(question(name, id_number))
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store"), answer.text
        assert set(answer.json()) == {"member"}  # no name, no branch, no date
        return membership_from_json(answer.json()).member

    def outcomes(self) -> list[tuple[str, str]]:
        page = self.do(audit.read_page)
        return [(line.actor, line.outcome) for line in reversed(page) if line.action == desk.ACTION]


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr(desk, "BEAT_SECONDS", 0.001)
    hall = Door(tmp_path / "hall", an_hour=6)
    yield hall
    hall.close()


def test_a_member_is_one_and_every_no_is_the_same_no(hall: Door) -> None:
    assert hall.is_member(MEMBER.name, MEMBER.id_number)
    assert hall.is_member(f" {MEMBER.name}", MEMBER.id_number.lower())  # as cards and people write it
    nos = [STRANGER, (OTHER.name, MEMBER.id_number), (MEMBER.name, OTHER.id_number)]
    answers = [hall.ask(question(*who)) for who in nos]
    assert {(one.status_code, one.content) for one in answers} == {(200, b'{"member":false}')}
    assert hall.outcomes() == [("card", "shown")] * 2 + [("card", "no_record")] * 3
    assert MODULE.audited[desk.ACTION].says == "做党员的试卷"


def test_it_is_counted_with_look_ups_and_only_in_opening_hours(hall: Door) -> None:
    for _ in range(3):
        hall.is_member(*STRANGER)
        hall.ask(look_up(*STRANGER), "/api/lookup")
    for body, path in ((question(*STRANGER), PATH), (look_up(*STRANGER), "/api/lookup")):
        refused = hall.ask(body, path)
        assert (refused.status_code, refused.json()["error"]) == (429, "TooManyLookUps")
    hall.now = TUESDAY.replace(hour=3)
    assert hall.ask(question(MEMBER.name, MEMBER.id_number)).json()["error"] == "OutsideHours"
    assert len(hall.outcomes()) == 3  # what was refused was not looked up


@pytest.mark.parametrize(
    "change", [{"purpose": "look_up"}, {"purpose": None}, {"name": ""}, {"name": "张" * 101}, {"id_number": "１"},
               {"id_number": ["1"]}],
)  # fmt: skip
def test_nothing_is_looked_up_without_purpose_and_a_card(hall: Door, change: dict[str, Any]) -> None:
    assert hall.ask(question(MEMBER.name, MEMBER.id_number) | change).status_code == 422
    assert hall.ask(question(MEMBER.name, MEMBER.id_number), token="nobody").status_code == 401
    assert hall.outcomes() == []


def test_a_hall_without_its_key_says_so(hall: Door) -> None:
    hall.service.quiz_members = None
    answer = hall.ask(question(MEMBER.name, MEMBER.id_number))
    assert (answer.status_code, answer.json()) == (503, {"error": "RecordsLocked"})


def test_yes_and_no_come_on_the_same_beat(tmp_path: Path) -> None:
    hall = Door(tmp_path / "hall")
    for who in ((MEMBER.name, MEMBER.id_number), STRANGER):
        began = time.monotonic()
        hall.is_member(*who)
        assert time.monotonic() - began >= desk.BEAT_SECONDS
    hall.close()


def test_another_shape_is_none() -> None:
    assert membership_from_json({"member": True}) == replace(Membership(False), member=True)
    given: Any
    for given in ({}, {"member": 1}, {"member": "yes"}, []):
        with pytest.raises(WrongShape):
            membership_from_json(given)
