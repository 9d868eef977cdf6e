"""Every widget stands in the gallery; a long list costs what its page costs."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

from kiosk.apps.demo.gallery.stories import GROUPS
from tests.ui.conftest import TurnedClock

PROJECT = Path(__file__).parents[2]
WIDGETS = PROJECT / "kiosk/ui/widgets"
STORIES = PROJECT / "kiosk/apps/demo/gallery/stories"
# Rows and columns draw nothing; the panels of keys are shown by their page, the marker and its place by the reader.
WITHOUT_STORY = {"__init__", "layout", "key_panel", "nine_key_panel", "pinyin_panel", "marker", "turning"}


def test_no_widget_is_left_out() -> None:
    shown: set[str] = set()
    for group in GROUPS:
        tree = ast.parse((STORIES / f"{group}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                shown.add(node.module.rpartition(".")[2])
                shown |= {alias.name for alias in node.names}
    made = {path.stem for path in WIDGETS.rglob("*.py")} - WITHOUT_STORY
    assert made - shown == set(), "add a story in kiosk/apps/demo/gallery/stories"


@pytest.mark.usefixtures("themed")
def test_five_hundred_entries_build_one_page(window: Any, clock: TurnedClock) -> None:
    from kiosk.apps.demo.finger import target
    from kiosk.ui.widgets.button import PushButton
    from kiosk.ui.widgets.paged.paged_list import PagedList

    built: list[int] = []

    def row(number: int) -> PushButton:
        built.append(number)
        return PushButton(str(number), tap=f"row.{number}")

    made: PagedList[int] = PagedList(row, rows=4, tap="list", size_hint=(None, None), size=(500, 700))
    made.show(range(500))
    window.add_widget(made)
    clock.frame()
    assert built == [0, 1, 2, 3]
    assert made.pages == 125
    assert target(made, "list.next")
    target(made, "list.next").dispatch("on_tap")
    assert built[4:] == [4, 5, 6, 7] and made.page == 1
    made.show(range(500), page=900)
    assert made.page == 124 and built[-1] == 499
    made.show(())
    assert made.pages == 1
