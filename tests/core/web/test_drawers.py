"""Templates of two drawers beside the shared ones: each finds its own, none another's by accident."""

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from jinja2 import TemplateNotFound

from kiosk.core.access.accounts import Account
from kiosk.core.access.rights import Right
from kiosk.core.web.drawers import Drawer, Room, environment


def texts(**values: str) -> ModuleType:
    module = ModuleType("texts")
    vars(module).update(values)
    return module


@pytest.fixture
def drawers(tmp_path: Path) -> list[Drawer]:
    found = []
    for key, right in (("roses", Right.PLAN), ("oaks", Right.CONTENT_EDIT)):
        (tmp_path / key).mkdir()
        page = '{% extends "frame.html" %}{% block body %}{% include "KEY/body.html" %}{% endblock %}'.replace(
            "KEY", key
        )
        (tmp_path / key / "page.html").write_text(page)
        (tmp_path / key / "body.html").write_text("<p>{{ said.NAME }}，{{ words.SAVE }}</p>")
        found.append(Drawer(key, tmp_path / key, texts(NAME=key), (Room(key, "leaf", key.title(), right),)))
    return found


def test_two_drawers_have_templates_and_words_of_the_same_names(drawers: list[Drawer]) -> None:
    pages = environment(drawers)
    for drawer in drawers:
        page = pages.get_template(f"{drawer.key}/page.html").render(hall_name="云溪里", said=drawer.words)
        assert f"<p>{drawer.key}，保存</p>" in page and "<!doctype html>" in page


def test_a_drawer_s_template_is_found_behind_its_key_only(drawers: list[Drawer]) -> None:
    with pytest.raises(TemplateNotFound):
        environment(drawers).get_template("page.html")
    with pytest.raises(TemplateNotFound):
        environment(drawers[:1]).get_template("oaks/page.html")


def test_the_rail_has_the_rooms_of_all_drawers_in_their_order(drawers: list[Drawer]) -> None:
    assert environment(drawers).globals["rooms"] == [
        Room("roses", "leaf", "Roses", Right.PLAN),
        Room("oaks", "leaf", "Oaks", Right.CONTENT_EDIT),
    ]


def test_one_key_twice_is_refused(drawers: list[Drawer]) -> None:
    with pytest.raises(ValueError, match="one key"):
        environment([*drawers, drawers[0]])


def test_the_rail_of_a_person_has_the_rooms_they_may_open(drawers: list[Drawer]) -> None:
    rooms_of: Any = environment(drawers).globals["rooms_of"]
    for roles, keys in ((("editor",), ["oaks"]), (("clerk", "desk"), []), (("keeper",), ["roses", "oaks"])):
        person = Account(1, "演示甲", roles, must_change=False)  # type: ignore[arg-type]
        assert [room.path for room in rooms_of(person)] == keys
