"""The touch test tries the whole panel: a strip at any edge that is dead leaves a mark that cannot be touched."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import TurnedClock


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
def test_the_marks_reach_every_corner(window: Any, clock: TurnedClock, size: tuple[int, int]) -> None:
    from kiosk.apps.terminal import sizes
    from kiosk.apps.terminal.care.views import TouchView
    from kiosk.apps.terminal.screens.care_panel import StaffTouch
    from kiosk.ui import look

    flow: Any = Care()
    page = StaffTouch(flow)
    page.size_hint, page.size = (None, None), size
    window.add_widget(page)
    page.show(TouchView(frozenset()))
    clock.frame()
    near = look.px(sizes.MARK_SIDE)
    corners = {(x, y) for x in (0, size[0]) for y in (0, size[1])}
    marks = [page._marks._middle(mark) for mark in range(9)]
    assert page.bare and page.alone  # neither header nor dock takes the touch
    for x, y in corners:
        assert any(abs(x - mark_x) < near and abs(y - mark_y) < near for mark_x, mark_y in marks), (x, y)


class Care:
    """What the page asks of the flow."""

    def nothing(self, _mark: int = 0) -> None: ...

    back = touch_anew = colours = touched = nothing
