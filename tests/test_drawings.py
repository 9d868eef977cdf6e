"""The drawings of the manual are those of the source as it stands: `python -m docs.draw_house` makes them anew."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from docs import draw_house
from kiosk.features.tickets.rules.states import STEPS, ServiceState, Verb
from tests.test_floors import all_imports, imports_in, sources


@pytest.mark.parametrize("name", ["house.svg", "imports.svg", "ticket_life.svg"])
def test_a_drawing_is_that_of_the_source_now(name: str) -> None:
    drawn = draw_house.drawings()[name]
    assert (draw_house.PICTURES / name).read_text(encoding="utf-8") == drawn, "python -m docs.draw_house"


def test_no_mark_stands_left_of_the_diagonal() -> None:
    """In one order of rooms every import leads on: that is what a house without circles looks like."""
    edges, floors = draw_house.edges_of(all_imports())
    order = draw_house.from_top_to_bottom(edges, floors)
    assert len(edges) > 100
    assert not [edge for edge in edges if order.index(edge[0]) >= order.index(edge[1])]


def test_a_new_import_and_a_new_drawer_change_the_drawing() -> None:
    new = imports_in("kiosk/features/quiz/rules/a.py", "from kiosk.features.help.rules import calls")
    assert "quiz → help" in draw_house.house([*all_imports(), *new], sources())
    assert "quiz → help" not in draw_house.house(all_imports(), sources())
    grown = draw_house.house(all_imports(), [*sources(), "kiosk/features/quiz/board/module.py"])
    assert grown != draw_house.house(all_imports(), sources())


def test_every_verb_of_the_table_is_in_a_ticket_s_life() -> None:
    table = {verb.value: step for verb, step in STEPS.items()}
    drawn = draw_house.ticket_life(table)
    assert {verb.value for verb in Verb} <= set(re.findall(r">(\w+)</text>", drawn))
    other = replace(STEPS[Verb.FINISH], to_service=ServiceState.HELD)
    assert draw_house.ticket_life(table | {"finish": other}) != drawn
