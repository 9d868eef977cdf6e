"""Texts under one another in the largest sizes that hold all of them; what is cut says so."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.ui import look
from kiosk.ui.theme import Panel, Theme


@pytest.mark.parametrize(("letters", "high", "cut"), [(0, 300, False), (30, 300, False), (400, 300, True),
                                                     (400, 60, True), (30, 5, True)])  # fmt: skip
def test_texts_stay_within_their_room(window: Any, letters: int, high: int, cut: bool) -> None:
    from kiosk.ui.widgets.told import Part, Told

    look.use(Theme(Panel(540, 960, ppi=51.23)))
    parts = (Part("沈长河（演示）", ("name", "title"), serif=True), Part("修" * letters, gives=True), Part("一句话"))
    told = Told(parts, (300, high))
    told.do_layout()
    assert told.is_cut is cut
    assert told.minimum_height <= high


def test_a_smaller_size_is_taken_before_anything_is_cut(window: Any) -> None:
    from kiosk.ui.widgets.told import Part, Told

    look.use(Theme(Panel(540, 960, ppi=51.23)))
    whole = Told((Part("修" * 40, ("title", "note")),), (300, 60))
    assert not whole.is_cut
