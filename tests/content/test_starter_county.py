"""The invented county of the starter pack: one place is called alike on the map, in the tree, in the house, at work."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from content.kinds.directory import ROOM, WINDOW, Directory
from content.kinds.map import Places, Standing
from content.kinds.marks import Mark
from content.kinds.roster import Roster
from content.kinds.tree import Tree
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from content.packs.starter_source import county, maps
from content.tables import bundle

QUEUES = {"党员服务", "综合业务", "帮办代办", "咨询投诉"}  # what a new hall gives numbers for


@pytest.fixture(scope="module")
def items() -> dict[str, Exhibit]:
    return {exhibit.id: exhibit for exhibit in open_pack(STARTER, decode=False).exhibits}


@pytest.fixture(scope="module")
def town(items: dict[str, Exhibit]) -> Places:
    found = items["map"].content
    assert isinstance(found, Places)
    return found


@pytest.fixture(scope="module")
def house(items: dict[str, Exhibit]) -> Places:
    found = items["floor"].content
    assert isinstance(found, Places)
    return found


@pytest.fixture(scope="module")
def directory(items: dict[str, Exhibit]) -> Directory:
    found = items["directory"].content
    assert isinstance(found, Directory)
    return found


def test_all_of_it_says_that_it_is_invented(items: dict[str, Exhibit]) -> None:
    for name in ("tree", "map", "floor", "directory", "roster"):
        assert items[name].demo and "演示" in items[name].title and "虚构" in items[name].source, name


def test_ten_places_in_three_tiers_each_with_its_way(town: Places) -> None:
    assert Counter(place.mark for place in town.places) == {Mark.CENTER: 1, Mark.STATION: 4, Mark.POINT: 5}
    for place in town.places:
        assert place.share(*maps.TOWN) and "演示" in place.address and place.hours
        assert bool(place.way) is bool(place.minutes) is (place.mark is not Mark.CENTER), place.name
    for profile, name in (("center", "云溪里中心"), ("station", "桥头站"), ("point", "茶山点")):
        here = town.here(Standing(profile))
        assert here is not None and town.places[here].name == name


def test_who_walks_further_along_the_same_way_walks_longer(town: Places) -> None:
    minutes = {place.name: place.minutes or 0 for place in town.places}
    assert minutes["桥头站"] < minutes["柳塘点"] < minutes["北坡站"]  # over the first bridge, then up the slope
    assert minutes["桥头站"] < minutes["东塘站"] < minutes["茶山点"]  # over the second


def test_the_tree_names_every_place_of_the_map(items: dict[str, Exhibit], town: Places) -> None:
    tree = items["tree"].content
    assert isinstance(tree, Tree)
    told = "\n".join(node.note for node in tree.nodes)
    assert not [place.name for place in town.places if place.name not in told]
    assert all(node.note and node.level for node in tree.nodes) and len(tree.tops) == 1
    assert tree.here and [node.level for node in tree.path(tree.here)] == ["县", "街道", "社区"]
    assert max(len(tree.path(node.key)) for node in tree.nodes) == 4


def test_twelve_services_each_at_a_window_or_in_a_room_that_the_plan_shows(
    directory: Directory, house: Places
) -> None:  # fmt: skip
    shown = {place.name for place in house.places}
    places = {place.name: place for place in directory.places}
    sorts = Counter(place.sort for place in directory.places)
    assert len(directory.services) == 12 and sorts == {WINDOW: 4, ROOM: 8}
    assert set(places) <= shown and all(place.does and place.hours for place in places.values())
    for service in directory.services:
        assert service.place in places and service.note and service.hours, service.name
        assert {service.queue or service.name} & QUEUES or places[service.place].sort == ROOM, service.name
    assert directory.areas() == ("1 楼窗口", "1 楼房间", "2 楼房间")
    services = {service.name for service in directory.services}
    assert {question.about for question in directory.questions} - {""} <= services


def test_each_floor_has_its_picture_and_what_is_on_it(house: Places) -> None:
    floors = {"一楼": "一楼.png", "二楼": "二楼.png"}
    assert len({place.name for place in house.places}) == len(house.places)
    for place in house.places:
        assert place.picture == floors[place.address] and place.share(*maps.HOUSE) and place.way, place.name
    windows = [place.name for place in house.places[:4]]  # whoever is told “2 号窗口” looks for the pin with a 2
    assert windows == [f"{number} 号窗口" for number in range(1, 5)]
    assert house.here(Standing("point")) == 4 and house.places[4].mark is Mark.DESK
    rooms = [place.name for place in house.places if place.mark is Mark.ROOM and place.address == "二楼"]
    assert [name[:3] for name in rooms] == ["201", "202", "203", "204", "205"]


def test_somebody_is_at_the_desk_on_each_day_of_any_month_and_nobody_twice(items: dict[str, Exhibit]) -> None:
    roster = items["roster"].content
    assert isinstance(roster, Roster) and not roster.dates  # by weekday: no month makes it old
    for number in range(366):
        day = roster.on(date(2028, 1, 1) + timedelta(days=number))
        at_desk = [duty for duty in day.duties if duty.place == "服务台"]
        assert len(at_desk) == 1 and at_desk[0].picture and not day.rest
        assert len({duty.name for duty in day.duties}) == len(day.duties)
        assert all(duty.promise and duty.until is None for duty in day.duties)


def test_the_sheets_are_those_that_their_sources_make(tmp_path: Path) -> None:
    county.write(tmp_path, STARTER / "people")
    kept = STARTER / "sheets"
    drawn = bundle.opened(kept / "map.sheet"), bundle.opened(kept / "floor.sheet")
    pictures = {
        name.removesuffix(".png"): sheet.picture(name) for sheet in drawn for name in sheet.pictures
    }  # fmt: skip
    maps.write(tmp_path, pictures)
    for name in ("directory", "roster", "map", "floor"):
        assert (tmp_path / f"{name}.sheet").read_bytes() == (kept / f"{name}.sheet").read_bytes(), name
