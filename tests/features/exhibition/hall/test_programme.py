"""What the hall shows at a time, the list of its packs, and how much more may come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image

from kiosk.core.database.clock import HALL_TIME
from kiosk.core.database.migrations import open_hall_database
from kiosk.features.exhibition.hall.built import build_version
from kiosk.features.exhibition.hall.desk import PackDesk
from kiosk.features.exhibition.hall.drafts import Change, Drafts
from kiosk.features.exhibition.hall.module import MODULE, open_desk, open_drafts
from kiosk.features.exhibition.hall.overview import of_starter, overview, stale
from kiosk.features.exhibition.hall.programme import Programme
from kiosk.features.exhibition.hall.room import Room
from kiosk.features.exhibition.hall.words import STAYS_DOWN
from kiosk.features.exhibition.rules.showing import Screen

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=HALL_TIME)
AT = NOW.replace(tzinfo=None)
ANYWHERE = Screen()


class Packs:
    """A hall with packs."""

    def __init__(self, drafts: Drafts, desk: PackDesk, folder: Path) -> None:
        self.drafts, self.desk, self.programme, self._folder = drafts, desk, Programme(desk, drafts), folder

    def add(self, pack: str, title: str, **written: object) -> str:
        path = self._folder / "arriving"
        Image.new("RGB", (1200, 1200), "#c8b090").save(path, "PNG")
        with path.open("ab") as file:
            file.write(title.encode())  # another file for each
        given = {"title": title, "kind": "image", "file": "a.png", "source": "演示", "source_date": "2026-11-01"}
        return self.drafts.save(pack, self.drafts.of(pack).revision, Change("", given | written, path))

    def publish(self, pack: str) -> None:
        version = build_version(self.drafts, self.desk, pack, NOW.date()).version
        self.desk.approve(version.id)
        self.desk.publish(version.id)


@pytest.fixture
def packs(tmp_path: Path) -> Iterator[Packs]:
    assert MODULE.migrations
    database = open_hall_database(tmp_path / "hall.db", {"exhibition": MODULE.migrations})
    drafts = open_drafts(database, tmp_path, lambda: NOW)
    for name in ("spring", "notice"):
        drafts.make(name, name.title())
    yield Packs(drafts, open_desk(database, tmp_path, lambda: NOW), tmp_path)
    database.close()


def titles(packs: Packs, at: datetime = AT) -> list[str]:
    return [one.title for one in packs.programme.hall().round_at(at, ANYWHERE)]


def test_what_plays_a_draft_and_what_lies_below(packs: Packs) -> None:
    starter = titles(packs)
    assert starter  # never empty
    packs.add("spring", "巷子")
    assert titles(packs) == starter  # a draft shows nowhere
    assert [one.title for one in packs.programme.with_draft("spring").round_at(AT, ANYWHERE)] == ["巷子"]
    packs.publish("spring")
    packs.add("spring", "树")
    packs.add("notice", "停水", interrupt=True, valid_until="2026-11-30")
    assert titles(packs) == ["巷子"]
    packs.publish("notice")
    assert titles(packs) == ["停水"] and titles(packs, AT.replace(month=12, day=1)) == ["巷子"]
    scene = packs.programme.hall()
    (lane,) = (one for one in scene.exhibits if one.title == "巷子")
    is_on, said = scene.said_of(lane, AT, ANYWHERE)
    assert not is_on and said[0].startswith("正在插播 notice/item-1")


def test_what_was_taken_down_is_off_in_every_version_and_says_so(packs: Packs) -> None:
    item = packs.add("spring", "巷子")
    packs.add("spring", "树")
    packs.publish("spring")
    packs.desk.take_down("spring", item)
    for scene in (packs.programme.hall(), packs.programme.with_draft("spring")):
        assert [one.title for one in scene.round_at(AT, ANYWHERE)] == ["树"]
        assert scene.said_of(scene.exhibits[0], AT, ANYWHERE) == (False, (STAYS_DOWN,))


def test_the_list_says_where_and_until_when_and_what_ends_soon(packs: Packs) -> None:
    packs.add("spring", "巷子", screens=["terminal"], profiles=["center"], valid_until="2026-12-24")
    packs.add("spring", "树", screens=["terminal"], profiles=["station"], valid_until="2026-11-20")
    packs.publish("spring")
    rows = overview(packs.desk, packs.drafts, packs.programme, NOW.date())
    assert [row.draft.pack for row in rows] == ["spring", "notice"]  # what plays comes first
    row = rows[0]
    assert row.playing and (row.screens, row.profiles) == (("terminal",), ("center", "station"))
    assert (row.first, row.last, row.is_over(NOW.date())) == (None, date(2026, 12, 24), False)
    assert [(one.title, one.day.day) for one in stale(rows)] == [("树", 20), ("巷子", 24)]
    assert row.is_over(date(2026, 12, 25))


def test_the_list_asks_for_what_was_to_be_looked_through_and_goes_on_showing_it(packs: Packs) -> None:
    packs.add("spring", "党费", check_by="2026-11-29")
    packs.add("spring", "电话", check_by="2026-11-30")  # the day itself counts
    packs.publish("spring")
    packs.add("notice", "手册", check_by="2026-11-01")  # nobody sees it yet, but its editor is asked
    rows = overview(packs.desk, packs.drafts, packs.programme, NOW.date())
    assert [(one.title, one.field) for one in stale(rows)] == [("手册", "check_by"), ("党费", "check_by")]
    assert rows[0].last is None and len(titles(packs, AT.replace(year=2027))) == 2


def test_what_came_with_the_program_is_asked_for_as_well() -> None:
    assert of_starter(NOW.date()) == []
    asked = of_starter(date(2030, 1, 1))
    assert {one.title for one in asked} >= {"党费怎么算"} and {one.pack for one in asked} == {""}


def test_a_version_whose_file_is_gone_is_named_in_the_list(packs: Packs) -> None:
    packs.add("spring", "巷子")
    packs.publish("spring")
    for path in packs.desk.home.glob("*.zip"):
        path.write_bytes(b"torn")
    (row,) = (one for one in overview(packs.desk, packs.drafts, packs.programme, NOW.date()) if one.playing)
    assert row.lost


def test_room_is_what_the_hall_allows_and_never_the_last_of_the_disk(tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    (folder / "a").write_bytes(bytes(600))
    (folder / "b").hardlink_to(folder / "a")
    now = Room(folder, 1000, kept_free_bytes=0).now()
    assert (now.used, now.quota, now.left) == (600, 1000, 400)
    assert Room(folder, 500, kept_free_bytes=0).now().left == 0
    assert Room(folder, kept_free_bytes=1 << 60).now().left == 0
