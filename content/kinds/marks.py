"""What a place on a picture is, by the sort a keeper writes or by its name; screens draw a mark of its own for each."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Mark(StrEnum):
    """In the order of a legend."""

    CENTER = "中心"
    STATION = "站"
    POINT = "点"
    WINDOW = "窗口"
    ROOM = "房间"
    DESK = "服务台"
    LIFT = "电梯"
    STAIRS = "楼梯"
    TOILET = "卫生间"
    EXIT = "出口"


MAP_MARKS = (Mark.CENTER, Mark.STATION, Mark.POINT)
FLOOR_MARKS = (Mark.WINDOW, Mark.ROOM, Mark.DESK, Mark.LIFT, Mark.STAIRS, Mark.TOILET, Mark.EXIT)
# What else the sorts are called, and what a name that ends so is.
_ALSO = {
    "服务中心": Mark.CENTER, "党群服务中心": Mark.CENTER, "服务站": Mark.STATION, "工作站": Mark.STATION,
    "驿站": Mark.STATION, "服务点": Mark.POINT, "网格": Mark.POINT, "阵地": Mark.POINT, "厕所": Mark.TOILET,
    "洗手间": Mark.TOILET, "厅梯": Mark.LIFT, "直梯": Mark.LIFT, "扶梯": Mark.STAIRS, "安全出口": Mark.EXIT,
    "大门": Mark.EXIT, "门": Mark.EXIT, "入口": Mark.EXIT, "台": Mark.DESK, "室": Mark.ROOM, "厅": Mark.ROOM,
    "房": Mark.ROOM, "间": Mark.ROOM, "屋": Mark.ROOM, "号": Mark.WINDOW,
}  # fmt: skip


def mark_of(sort: str, name: str, marks: Sequence[Mark]) -> tuple[Mark, bool]:
    """And whether the sort is one of them, or none was written."""
    found = _named(sort, marks) if sort else _named(name.partition("（")[0], marks)
    last = marks[-1] if marks is MAP_MARKS else Mark.ROOM
    return found or last, found is not None or not sort


def _named(text: str, marks: Sequence[Mark]) -> Mark | None:
    words = {mark.value: mark for mark in Mark} | _ALSO
    for word in sorted(words, key=len, reverse=True):
        if text.endswith(word) and words[word] in marks:
            return words[word]
    return None
