"""Pages of which one thing is chosen: which page of the list stands, what is outlined, what a tap tells."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.features.exhibition.terminal.screens.choosing import Places
from kiosk.ui import look
from kiosk.ui.theme import Mode, Panel, Theme

PANELS = {"upright": Panel(540, 960, ppi=51.23), "lying": Panel(960, 540, ppi=40.8, bottom_mm=944.0)}


def page_of(count: int, at: int, told: list[int], *, down_first: bool = False) -> Any:
    from kiosk.features.exhibition.terminal.screens.choosing import ChoosingPage, choice_tap
    from kiosk.ui.drawing import lay_out
    from kiosk.ui.widgets.choice import ChoiceRow

    class Rows(ChoosingPage):
        name, tap, drop = "rows", "rows", 250
        places = Places(430, 104, (640, 150), down_first=down_first)

        def show(self, view: tuple[int, int]) -> None:
            count, at = view
            self.head("三级体系", "演示")
            self.choose_from(tuple(range(count)), at, self._row, told.append)
            self.turn_actions()

        def _row(self, number: int) -> ChoiceRow:
            return ChoiceRow(f"第 {number} 处", **choice_tap(told.append, self.tap, number))

    page = Rows()
    page.show((count, at))
    theme = look.theme()
    lay_out(page, (theme.panel.width_px, theme.panel.height_px - theme.px(theme.spaces.dock)))
    return page


def taps(page: Any) -> dict[str, Any]:
    return {one.tap_name: one for one in page.walk() if getattr(one, "tap_name", "")}


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("count", [1, 9, 60, 300])
def test_every_one_of_a_list_stands_on_one_page_of_it(window: Any, panel: str, large: bool, count: int) -> None:
    look.use(Theme(PANELS[panel], Mode(large=large)))
    told: list[int] = []
    page = page_of(count, 0, told)
    seen: list[int] = []
    while True:
        seen += page.shown
        on = taps(page).get("rows.next")
        if on is None or on.off:
            break
        on.on_tap()
        page.show((count, told[-1]))
    assert seen == list(range(count))
    assert page.page == page.pages - 1


def test_choosing_on_the_same_page_moves_the_outline_and_draws_no_row_anew(window: Any) -> None:
    look.use(Theme(PANELS["upright"]))
    told: list[int] = []
    page = page_of(20, 0, told)
    rows = {number: page.row(number) for number in page.shown}
    taps(page)["rows.3"].on_tap()
    assert told == [2]
    page.show((20, 2))
    assert [number for number in page.shown if page.row(number).chosen] == [2]
    assert {number: page.row(number) for number in page.shown} == rows
    taps(page)["rows.3"].on_tap()  # chosen already
    assert told == [2]


def test_a_list_may_run_down_its_columns(window: Any) -> None:
    look.use(Theme(PANELS["upright"]))
    page = page_of(9, 0, [], down_first=True)
    first, second = page.row(0), page.row(1)
    assert first.x == second.x and first.y > second.y
    assert len({page.row(number).pos[0] for number in page.shown}) == 2


def test_of_fewer_the_page_stays_within_what_is_left(window: Any) -> None:
    look.use(Theme(PANELS["upright"]))
    page = page_of(60, 59, [])
    page.show((2, 59))
    assert [number for number in page.shown if page.row(number).chosen] == [1]
    page.show((0, 0))
    assert not page.shown
