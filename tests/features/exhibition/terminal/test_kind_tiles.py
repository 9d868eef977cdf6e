"""A kind of exhibit has a tile of its own while something of it is on; it opens that, and the round stays there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from content.kinds.kind import ExhibitKind
from content.kinds.steps import Step, Steps
from content.pack.exhibit import Exhibit, Showing
from content.pack.open import STARTER, open_pack
from kiosk.core.terminal.module import Door
from kiosk.features.exhibition.rules.showing import Screen
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.flow import BROWSE, ExhibitionFlow
from kiosk.features.exhibition.terminal.kind_tiles import KIND_TILES, KindTile, doors, named
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme
from tests.features.exhibition.terminal.test_flow import Stage

NOON = datetime(2026, 11, 21, 12)
PACK = open_pack(STARTER, decode=False)
TILES = {ExhibitKind.ARTICLE: KindTile("article", "learning", lambda: "读一读", lambda on: f"{len(on)} 篇")}


class Hall:
    """One terminal with these articles besides the starter pack's, at an hour that the test sets."""

    def __init__(self, *articles: Exhibit) -> None:
        look.use(Theme(Panel(270, 480, ppi=25.6)))
        self.now, self.stage = NOON, Stage()
        others = [replace(one, pack="own") for one in PACK.exhibits if one.kind is ExhibitKind.IMAGE]
        self.packs = [replace(PACK, exhibits=(*others, *articles))]
        self.desk = ExhibitionDesk(self.packs, PACK, lambda: self.now)
        self.flow = ExhibitionFlow(self.stage, self.desk)  # type: ignore[arg-type]

    @property
    def door(self) -> Door:
        (door,) = doors(self.desk, self.flow.start_kind, self.flow.opens, TILES)
        return door

    def brief(self) -> str | None:
        tile = self.door.tile()
        return tile.brief if tile else None

    @property
    def view(self) -> Any:
        return self.stage.view


def article(name: str, **changed: Any) -> Exhibit:
    usual = next(one for one in PACK.exhibits if one.kind is ExhibitKind.ARTICLE)
    return replace(usual, pack="own", id=name, title=name, **changed)


def test_a_kind_of_which_nothing_is_on_has_no_tile() -> None:
    assert Hall().brief() is None


def test_the_tile_counts_what_is_on_at_this_moment() -> None:
    until_one = Showing(ends=NOON + timedelta(hours=1))
    hall = Hall(article("一"), article("二", showing=until_one))
    assert hall.brief() == "2 篇"
    hall.now += timedelta(hours=1)
    assert hall.brief() == "1 篇"


def test_one_alone_is_opened_and_back_leads_home() -> None:
    hall = Hall(article("独一篇"))
    hall.door.start()
    assert hall.view.title == "独一篇" and hall.view.total == 1
    assert hall.flow.back()
    assert hall.stage.now()[0] == "home"


@pytest.mark.parametrize("count", [2, 60])
def test_several_are_a_list_and_the_round_stays_among_them(count: int) -> None:
    hall = Hall(*(article(f"第{place}篇") for place in range(count)))
    hall.door.start()
    view = hall.view
    assert hall.stage.now()[0] == BROWSE and view.title.count(str(count))
    assert all(item.title.startswith("第") for item in view.items)
    hall.flow.open(view.items[0].key)
    hall.flow.next(-1)
    assert hall.view.title == f"第{count - 1}篇" and hall.view.place == count - 1
    hall.flow.start()
    assert hall.view.title != view.title


def test_pressed_when_the_last_has_just_gone_it_shows_what_is_on() -> None:
    hall = Hall(article("一", showing=Showing(ends=NOON + timedelta(seconds=1))))
    door = hall.door
    hall.now += timedelta(seconds=2)
    door.start()
    assert hall.stage.now()[0] == BROWSE and hall.view.items


def test_after_the_visit_the_list_is_whole_again() -> None:
    hall = Hall(article("一"), article("二"))
    hall.door.start()
    for wipe in hall.stage.wipes:
        wipe()
    hall.flow.browse()
    titles: set[str] = set()
    for page in range(hall.view.pages):
        hall.flow.browse(page)
        titles |= {item.title for item in hall.view.items}
    assert titles > {"一", "二"}


@pytest.mark.parametrize("profile", ["center", "station", "point"])
def test_what_stands_there_follows_the_profile(profile: str) -> None:
    hall = Hall(article("中心的", profiles=frozenset({"center"})), article("都有的"))
    hall.desk = ExhibitionDesk(hall.packs, PACK, lambda: hall.now, Screen("terminal", profile))
    assert hall.brief() == ("2 篇" if profile == "center" else "1 篇")


@dataclass(frozen=True)
class Places:
    """What was made of a map's sheet, as far as a tile asks."""

    places: tuple[str, ...]


@pytest.mark.parametrize(("count", "said"), [(0, "在展 2 项"), (1, "2 处"), (9, "18 处"), (200, "400 处")])
def test_a_map_tells_its_places(count: int, said: str) -> None:
    tile = KIND_TILES[ExhibitKind.MAP]
    one = article("图", kind=ExhibitKind.MAP, content=Places(("处",) * count))
    assert tile.brief((one, one)) == said


def test_a_kind_without_pages_has_no_door_and_every_other_has_one_of_its_own() -> None:
    hall = Hall()
    assert [door.key for door in doors(hall.desk, hall.flow.start_kind, frozenset())] == []
    every = doors(hall.desk, hall.flow.start_kind, frozenset(ExhibitKind))
    assert len({door.key for door in every}) == len(every) == len(KIND_TILES)
    assert [tile.key for tile in named()] == [door.key for door in every]
    assert not [tile.title for tile in named() if not 1 < len(tile.title) < 7]


def test_an_oath_is_no_errand_to_be_counted() -> None:
    tile = KIND_TILES[ExhibitKind.STEPS]
    guide = article("取号", kind=ExhibitKind.STEPS, content=Steps((Step("取号"),)))
    oath = article("誓词", kind=ExhibitKind.STEPS, content=Steps((Step("我自愿"),), oath=True))
    assert tile.brief((guide, oath, guide)) == "在展 2 项"
    assert tile.brief((oath,)) == "在展 1 项"
