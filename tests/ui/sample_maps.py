"""Maps and floor plans with few and many places, pictures of every shape, and the longest words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from content.kinds.marks import FLOOR_MARKS, MAP_MARKS, Mark
from kiosk.core.terminal.slips import SlipNews, SlipState
from kiosk.features.exhibition.terminal.frames import qr_frame
from kiosk.features.exhibition.terminal.modules.map.views import MapView, PlaceView, WayView
from kiosk.features.exhibition.terminal.slips import SlipView
from kiosk.ui.pixels import Frame, frame_of

NAME_30 = "云溪里街道清水湾社区新时代文明实践站暨党群服务中心的演示大厅"
TOWN = (
    ("云溪里中心", Mark.CENTER, 40, 83, 0), ("桥头站", Mark.STATION, 62, 59, 6), ("东塘站", Mark.STATION, 88, 46, 14),
    ("北坡站", Mark.STATION, 60, 24, 18), ("南田站", Mark.STATION, 16, 91, 9), ("老街点", Mark.POINT, 11, 56, 8),
    ("码头点", Mark.POINT, 93, 58, 15), ("茶山点", Mark.POINT, 87, 19, 26), ("柳塘点", Mark.POINT, 66, 38, 11),
    ("新村点", Mark.POINT, 89, 89, 17),
)  # fmt: skip


def picture(wide: int, high: int) -> Frame:
    from PIL import Image

    return frame_of(Image.new("RGB", (wide, high), "#DCE4CC"))


def town() -> tuple[PlaceView, ...]:
    return tuple(
        PlaceView(
            number, name, mark, minutes, "云溪东路 8 号（演示）", "8:30–17:00，星期日休息", "0571-0000 0000",
            "出门向东，过桥第二个路口就是。", "图.png", (x / 100, y / 100), number == 1,
        )
        for number, (name, mark, x, y, minutes) in enumerate(TOWN, start=1)
    )  # fmt: skip


def many(count: int, marks: tuple[Mark, ...], name: str = "") -> tuple[PlaceView, ...]:
    """Near one another, and some at one point."""
    return tuple(
        PlaceView(
            number, name or f"第 {number} 处", marks[number % len(marks)], number % 60, "云溪东路 8 号（演示）",
            picture="图.png", at=(0.5 + number % 5 / 60, 0.5 + number % 3 / 60), is_here=number == 2,
        )
        for number in range(1, count + 1)
    )  # fmt: skip


def samples() -> Iterator[tuple[str, str, object]]:
    wide, high = picture(984, 800), picture(300, 900)
    view = MapView("党建地图", town(), MAP_MARKS, 1, wide)
    yield "exhibition.map", "", view
    yield "exhibition.map", "last", replace(view, at=9)
    yield "exhibition.map", "coming", replace(view, picture=None, is_coming=True)
    yield "exhibition.map", "no picture", replace(view, picture=None)
    yield "exhibition.map", "three to one", replace(view, picture=picture(984, 328))
    yield "exhibition.map", "one to three", replace(view, picture=high)
    yield "exhibition.map", "200, in a heap", MapView(NAME_30, many(200, MAP_MARKS, NAME_30), MAP_MARKS, 120, wide)
    yield "exhibition.map", "one", MapView("党建地图", town()[:1], MAP_MARKS[:1], 0, wide)
    nothing = PlaceView(1, "甲", Mark.POINT)
    yield "exhibition.map", "without a word", MapView("图", (nothing, replace(nothing, number=2)), (Mark.POINT,))
    yield "exhibition.floor_plan", "", MapView("一楼平面图", many(9, FLOOR_MARKS), FLOOR_MARKS, 3, wide)
    yield "exhibition.floor_plan", "60", MapView(NAME_30, many(60, FLOOR_MARKS, NAME_30), FLOOR_MARKS, 42, high)
    place = town()[1]
    way = WayView(
        place,
        "云溪里",
        "来源：为初心终端绘制，人物和地方都是演示，不是真的",
        SlipView(code=qr_frame("桥头站" * 30, 248)),
    )
    yield "exhibition.map_way", "", way
    for state in (SlipState.PRINTING, SlipState.PRINTED, SlipState.UNSURE, SlipState.TOO_SOON):
        yield "exhibition.map_way", state, replace(way, slip=replace(way.slip, news=SlipNews(state, 45)))
    low = replace(way.slip, ready=SlipNews(SlipState.PAPER_LOW))
    longest = replace(
        place, name=NAME_30, address="云溪里街道清水湾社区云溪东路" * 7, hours="星期一到星期五 8:30–17:30，" * 4,
        way="出门向东，过桥第二个路口右转，看见茶山路的路牌再走三百米。" * 17,
    )  # fmt: skip
    yield "exhibition.map_way", "longest, little paper", replace(way, place=longest, slip=low)
    yield "exhibition.floor_plan_way", "without a way", replace(way, place=replace(place, way="", minutes=None))
