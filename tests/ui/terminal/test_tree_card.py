"""The card of the chosen one of a tree: what is said of it is read without another tap, on any panel."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.features.exhibition.terminal.modules.tree.views import TreeView
from kiosk.ui import look
from kiosk.ui.theme import Mode, Panel, Theme

PANELS = {
    "upright": Panel(540, 960, ppi=51.23),
    "lying": Panel(960, 540, ppi=34.42, bottom_mm=900.0, view_distance=1.25),
}
NOTE = "管云溪里的七个小区，办事到云溪里中心。来了先问一楼服务台。"


@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("path", [(), ("云溪县委",), ("云溪县委", "云溪街道党工委")])
def test_a_note_of_a_line_is_on_the_card(window: Any, panel: str, large: bool, path: tuple[str, ...]) -> None:
    from kiosk.features.exhibition.terminal.modules.tree.page import TreePage
    from kiosk.ui.drawing import lay_out
    from kiosk.ui.measure import drawn_texts
    from tests.ui.sample_pages import Quiet

    theme = Theme(PANELS[panel], Mode(large=large))
    look.use(theme)
    page = TreePage(Quiet())
    view = TreeView(
        "从县委到支部（演示）",
        path,
        "云溪里社区党委",
        "社区",
        NOTE,
        (4, 4),
        True,
        (),
        source="来源：演示",
        to_here=False,
    )
    page.show(view)
    lay_out(page, (theme.panel.width_px, theme.panel.height_px - theme.px(theme.spaces.dock)))
    assert NOTE in {text.text.replace("\n", "") for text in drawn_texts(page)}
