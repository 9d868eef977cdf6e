"""Kinds of exhibit with pages of their own: their flows on a quiet stage, and what the pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.registry import MODULES
from kiosk.features.exhibition.terminal.whole import WholeView
from tests.ui import sample_guides, sample_maps, sample_people, sample_reading

Made = tuple[str, str, object]
"""Page, state, view."""


def flows(quiet: Callable[[], Any]) -> dict[Any, Any]:
    """Of every kind that is registered; `quiet` makes what does nothing, whatever it is asked."""
    around = Around(quiet(), quiet(), None, quiet(), quiet(), quiet(), quiet(), quiet())
    return {kind: begin(around) for kind, begin in MODULES.items()}


def samples() -> Iterator[Made]:
    blocks = tuple(
        part for n in range(1, 4) for part in (("heading", f"第 {n} 件事"), ("paragraph", "演示的一段话。" * 24))
    )
    yield "exhibition.whole", "", WholeView("欧阳阿依古丽买买提江吐尔逊别克演示甲乙丙", blocks, 1, 3)
    yield from sample_reading.samples()
    yield "exhibition.whole", "short", WholeView("沈长河（演示）", blocks[:2])
    yield from sample_maps.samples()
    yield from sample_guides.samples()
    yield from sample_people.people()
    yield from sample_people.timeline()
    yield from sample_people.tree()
