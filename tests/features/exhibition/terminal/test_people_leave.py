"""People of an exhibit leave by themselves at midnight, when the clock is in doubt, or when a keeper takes one down."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from content.distribution.release import Down
from content.kinds.ending import digest_of
from content.kinds.kind import ExhibitKind
from content.kinds.people import People, Person
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from kiosk.features.exhibition.rules.leaving import key_of_one, of_one
from kiosk.features.exhibition.rules.showing import Doubt
from kiosk.features.exhibition.terminal.delivery.held import held_back
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme
from tests.features.exhibition.terminal.test_flow import Stage

LATE = datetime(2026, 12, 31, 23, 59, 58)
TODAY = LATE.date()
PACK = open_pack(STARTER, decode=False)
STAYS, TODAY_ONLY = Person("甲（演示）"), Person("乙（演示）", deeds="修路", until=TODAY)


def people(*persons: Person, **changed: Any) -> Exhibit:
    usual = Exhibit("people", ExhibitKind.PEOPLE, "身边的党员", Path("人物.sheet"), "own", "1", content=People(persons))
    return replace(usual, **changed)


class Hall:
    """One terminal whose clock the test turns."""

    def __init__(self, *exhibits: Exhibit) -> None:
        self.now, self.doubt = LATE, None  # type: datetime, Doubt | None
        self.pack = replace(PACK, name="own", exhibits=exhibits)
        self.desk = ExhibitionDesk([self.pack], PACK, lambda: self.now, doubt=lambda: self.doubt)

    def shown(self) -> list[str]:
        found = self.desk.find("own/people")
        return [one.name for one in found.content.people] if found and isinstance(found.content, People) else []


def test_whose_consent_ends_at_midnight_is_gone_at_midnight_everywhere() -> None:
    hall = Hall(people(STAYS, TODAY_ONLY))
    assert hall.shown() == ["甲（演示）", "乙（演示）"]
    assert hall.desk.seconds_to_change() == 2
    hall.now += timedelta(seconds=2)
    assert hall.shown() == ["甲（演示）"]
    on = (*hall.desk.on_now(), *hall.desk.slides(), *hall.desk.of_kind(ExhibitKind.PEOPLE))
    said = [text for one in on if one.content for _, text in one.content.texts()]
    assert not any("乙（演示）" in text for text in said)


def test_when_nobody_is_left_the_exhibit_leaves_the_list() -> None:
    hall = Hall(people(TODAY_ONLY, replace(TODAY_ONLY, name="丙（演示）", until=TODAY + timedelta(days=3))))
    hall.now += timedelta(days=3)
    assert hall.shown() == ["丙（演示）"]
    hall.now += timedelta(days=1)
    assert hall.desk.find("own/people") is None
    assert hall.desk.on_now()  # the starter's


def test_who_has_an_end_is_hidden_while_nobody_knows_the_date() -> None:
    hall = Hall(people(STAYS, TODAY_ONLY))
    hall.doubt = Doubt()
    assert hall.shown() == ["甲（演示）"]
    hall.doubt = None
    assert len(hall.shown()) == 2
    dated = Hall(people(TODAY_ONLY))
    dated.doubt = Doubt()
    assert dated.shown() == []


def test_who_was_taken_down_by_name_is_gone_at_once_in_whatever_version() -> None:
    hall = Hall(people(STAYS, TODAY_ONLY))
    down = key_of_one("own/people", digest_of("own", "people", "甲（演示）"))
    hall.desk.renew([hall.pack], PACK, frozenset({down}))
    assert hall.shown() == ["乙（演示）"]
    hall.now += timedelta(days=1)
    assert hall.desk.find("own/people") is None
    hall.desk.renew([hall.pack], PACK, frozenset())
    assert hall.shown() == ["甲（演示）"]


def test_what_the_hall_says_of_one_person_reaches_the_screen() -> None:
    hall = Hall(people(STAYS, TODAY_ONLY))
    down = [Down("own", key_of_one("people", digest_of("own", "people", "乙（演示）")))]
    hall.desk.renew([hall.pack], PACK, held_back([hall.pack], down))
    assert hall.shown() == ["甲（演示）"]


def test_an_exhibits_own_end_counts_as_before() -> None:
    hall = Hall(people(STAYS, consent_until=TODAY))
    hall.now += timedelta(days=1)
    assert hall.shown() == []


def test_the_key_of_one_names_nobody() -> None:
    key = key_of_one("own/people", digest_of("own", "people", "沈长河"))
    assert of_one(key)[0] == "own/people" and "沈" not in key
    assert of_one("own/people") == ("own/people", "")


@pytest.mark.parametrize("changes", ["midnight", "doubt"])
def test_in_front_of_a_visitor_the_list_is_drawn_anew(changes: str) -> None:
    look.use(Theme(Panel(270, 480, ppi=25.6)))
    hall, stage = Hall(people(TODAY_ONLY)), Stage()
    flow = ExhibitionFlow(stage, hall.desk)  # type: ignore[arg-type]
    told: list[int] = []
    flow.on_other = lambda: told.append(1)
    flow.start()
    assert [item.key for item in stage.view.items] == ["own/people"]
    stage.later.pop()()  # nothing has changed
    assert not told
    hall.now += timedelta(seconds=2 if changes == "midnight" else 0)
    hall.doubt = Doubt() if changes == "doubt" else None
    stage.later.pop()()
    assert "own/people" not in [item.key for item in stage.view.items]
    assert told == [1] and len(stage.later) == 1
