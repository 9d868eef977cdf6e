"""A hall that a former version left goes on: it starts, its chain holds, its people are found, its copy comes back."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.features.membership.rules.record import PURPOSE
from tests.apps.hall.former.hall import FolderHall, Person
from tests.apps.hall.former.make import CLOSED, KEEPER
from tests.features.membership.hall.sheets import number, row
from tests.ports import free_port

ARCHIVES = sorted((Path(__file__).parent / "former").glob("hall-*.tar.xz"))
GONE = 404


@pytest.fixture(params=ARCHIVES, ids=lambda path: path.name)
def hall(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FolderHall]:
    yield FolderHall.unpacked(request.param, tmp_path, free_port())


def look_up(hall: FolderHall, serial: int) -> int:
    asked = {"name": str(row(serial)[0]), "id_number": number(serial), "purpose": PURPOSE}
    return hall.client("terminal").post("/api/lookup", json=asked).status_code


def test_it_starts_and_everybody_finds_what_they_left(hall: FolderHall, tmp_path: Path) -> None:
    facts = hall.facts
    with hall.running():
        assert [look_up(hall, serial) for serial in range(1, 8)] == [200, 200, 200, 200, GONE, GONE, 200]
        order = {"Idempotency-Key": "the-next-visitor"}
        taken = hall.client("terminal").post("/api/tickets", json={"service_id": 2}, headers=order).json()
        given = facts["ticket"]
        assert taken["id"] > given["id"]
        assert (taken["business_date"], taken["number"]) > (given["business_date"], given["number"])
        assert hall.client("board").get("/api/board").status_code == 200
        keeper = Person(hall, KEEPER, facts["password"])
        assert keeper.came_in and not Person(hall, CLOSED, facts["password"]).came_in
        assert "演示更正过的支部" in keeper.do("/keeper/person", "/keeper/person/find", number=number(4))
        assert "/approved" in keeper.see("/keeper/letters")  # the second page waits still
        hall.kiosk("records", "export", str(tmp_path / "own.zip"), typed=number(1) + "\n")
        names = zipfile.ZipFile(io.BytesIO((tmp_path / "own.zip").read_bytes())).namelist()
        assert len([name for name in names if name.endswith(".jpg")]) == 1
        assert hall.json("keys", "status")["current"] == 2
        assert "没有改动" in hall.kiosk("keys", "rehearse", typed=facts["recovery"] + "\n")


def test_its_chain_holds_is_listed_and_goes_on(hall: FolderHall) -> None:
    left = hall.facts["left"]
    found = hall.json("audit", "verify", "--noted", left["head"])  # no service runs: in this process
    assert (found["broken"], found["entries"], found["noted_held"]) == (None, left["entries"], True)
    lines, known = hall.json("audit", "list", "--rows", "1000")["lines"], hall.facts["lines"]
    assert [{name: line[name] for name in was} for line, was in zip(lines, known, strict=True)] == known
    with hall.running():
        look_up(hall, 1)
        after = hall.json("audit", "verify", "--noted", left["head"])
        assert (after["broken"], after["noted_held"]) == (None, True) and after["entries"] > left["entries"]
        page = Person(hall, KEEPER, hall.facts["password"]).do("/keeper/audit", "/keeper/audit/verify")
        assert f"{after['entries']} 条前后相连" in page


def test_its_copy_comes_back_and_the_chain_goes_on(hall: FolderHall) -> None:
    with hall.running():
        look_up(hall, 1)
        before = hall.json("audit", "verify")
    hall.kiosk("restore", str(hall.folder / "copy.db"))
    with hall.running():
        found = hall.json("audit", "verify", "--noted", before["head"])
        assert (found["broken"], found["noted_held"]) == (None, True)
        assert found["entries"] > before["entries"]
        assert [look_up(hall, serial) for serial in (1, 5, 6)] == [200, GONE, GONE]
    outcomes = [line["outcome"] for line in hall.json("audit", "list")["lines"]]
    assert "chain_kept" in outcomes
