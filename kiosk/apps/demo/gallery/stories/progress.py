"""Where am I, how far, how much: segments, ring, steps, busy mark, bars, timeline."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from kiosk.apps.demo.gallery import words
from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui.widgets.bars import Bars
from kiosk.ui.widgets.busy_mark import BusyMark
from kiosk.ui.widgets.layout import Gap, Row
from kiosk.ui.widgets.progress import CountdownRing, Segments
from kiosk.ui.widgets.steps import Steps
from kiosk.ui.widgets.timeline import Timeline, TimelineEvent

TITLE = "Progress, Steps, Bars, Timeline"
STEPS = ("看清用途", "放身份证", "看档案")
EVENTS = (
    TimelineEvent("1986年11月21日", "递交入党申请书", end="21 岁"),
    TimelineEvent("1988年12月31日", "转为正式党员", "党龄从这天算起", "23 岁", key=True),
)


def stories() -> Iterator[Story]:
    yield Story("segments, some skipped", partial(Segments, 12, 5, frozenset({0, 1, 3})))
    for now in range(len(STEPS) + 1):
        yield Story(f"steps, {now} done", partial(Steps, STEPS, now))
    yield Story("busy", lambda: Row(BusyMark(), Gap(), size_hint_y=None, height=80))
    yield Story("bars: none, half, all", _bars)
    yield Story("timeline", partial(Timeline, EVENTS), high=300)
    yield Story("seconds left", _ring, high=380)


def _bars() -> Any:
    return Bars((("党章", "0 / 4", 0.0), (words.NAME_20, "2 / 4", 0.5), ("党史", "4 / 4", 1.0)))


def _ring() -> Any:
    rings = [held(CountdownRing(340), seconds=seconds, share=seconds / 20) for seconds in (20, 7)]
    return Row(*rings, Gap(), gap=48)
