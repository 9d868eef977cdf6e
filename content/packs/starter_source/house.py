"""The house on the starter pack's floor plan: the two floors of the invented 云溪里中心, drawn from above.

Walls, rooms, counters, a lift beside the stairs; no words: names stand in the list, numbers in the marks.
"""

from __future__ import annotations

from collections.abc import Iterable

SIZE = (984, 720)
Box = tuple[float, float, float, float]
"""Left, top, wide, high in pixels of the drawing."""

_WALL, _FLOOR, _LAND = "#8F7D6E", "#FFFDF8", "#EFE9DA"
_GREEN, _SAND, _GREY = "#E0ECE7", "#F6EBD3", "#ECE4D9"
_WOOD, _SHELF, _SEAT, _CHAIR, _PLANT = "#C9A25A", "#B98A4A", "#8A7A6C", "#8FB3A6", "#5A9279"
_OUTSIDE: Box = (40, 40, 904, 620)
_LIFT: Box = (540, 40, 50, 230)
_STAIRS: Box = (590, 40, 50, 230)


def floors() -> dict[str, str]:
    """SVG text by the name of the picture."""
    return {"一楼": _ground_floor(), "二楼": _upper_floor()}


def _ground_floor() -> str:
    rooms = (
        (_OUTSIDE, _FLOOR), ((640, 40, 304, 230), _GREEN), ((640, 270, 304, 200), _SAND),
        ((640, 470, 304, 190), _GREEN), ((40, 500, 190, 160), _GREEN), (_LIFT, _GREY), (_STAIRS, _GREY),
    )  # fmt: skip
    doors = ((634, 130, 14, 80), (634, 340, 14, 70), (634, 540, 14, 70), (222, 560, 14, 70), (432, 650, 120, 20))
    windows = tuple(((63 + 120 * number, 86, 64, 24), _SEAT) for number in range(4))
    things = (
        ((52, 130, 446, 44), _WOOD), *windows, ((410, 520, 164, 56), "#A61E1B"),
        ((690, 84, 210, 26), _SHELF), ((690, 124, 210, 26), _SHELF), ((700, 338, 184, 60), _WOOD),
    )  # fmt: skip
    waiting = [(120 + 70 * n, y) for n in range(5) for y in (300, 370)]
    meeting = [(712 + 40 * n, y) for n in range(5) for y in (318, 418)]
    talking = [(732, 566), (852, 566), (792, 506), (792, 626)]
    return _drawn(
        rooms, doors, things, [*waiting, *meeting, *talking], [(280, 620), (606, 620)],
        f'<circle cx="792" cy="566" r="40" fill="{_WOOD}"/><path d="M452 690h80l-40-26z" fill="#6E9C84"/>',
    )  # fmt: skip


def _upper_floor() -> str:
    rooms = (
        (_OUTSIDE, _FLOOR), ((40, 40, 250, 230), _SAND), ((290, 40, 250, 230), _GREEN), ((640, 40, 304, 230), _SAND),
        ((40, 390, 190, 270), _GREEN), ((230, 390, 310, 270), _SAND), ((540, 390, 404, 270), _GREEN),
        (_LIFT, _GREY), (_STAIRS, _GREY),
    )  # fmt: skip
    doors = (
        (130, 264, 70, 14), (380, 264, 70, 14), (690, 264, 70, 14), (110, 384, 60, 14), (300, 384, 70, 14),
        (600, 384, 110, 14), (32, 290, 16, 80),
    )  # fmt: skip
    desks = tuple(((330 + 62 * n, y, 46, 26), _WOOD) for n in range(3) for y in (110, 180))
    things = (
        ((100, 110, 130, 70), _WOOD), *desks, ((340, 66, 150, 14), _SHELF), ((760, 130, 120, 50), _WOOD),
        ((270, 520, 100, 70), _WOOD), ((410, 520, 100, 70), _WOOD), ((600, 620, 300, 20), _SHELF),
    )  # fmt: skip
    round_table = [(120 + 45 * n, y) for n in range(3) for y in (90, 200)]
    lawyer = [(790, 110), (790, 202), (850, 202)]
    brushes = [(320, 612), (460, 612)]
    hall = [(640 + 56 * n, y) for n in range(5) for y in (570,)]
    return _drawn(rooms, doors, things, [*round_table, *lawyer, *brushes, *hall], [(76, 330), (900, 330)], "")


def _drawn(
    rooms: Iterable[tuple[Box, str]], doors: Iterable[Box], things: Iterable[tuple[Box, str]],
    chairs: Iterable[tuple[float, float]], plants: Iterable[tuple[float, float]], last: str,
) -> str:  # fmt: skip
    wide, high = SIZE
    walls = "".join(_box(at, fill, f' stroke="{_WALL}" stroke-width="8"') for at, fill in rooms)
    gaps = "".join(_box(at, _FLOOR) for at in (*doors, (548, 264, 34, 14), (598, 264, 34, 14)))
    furniture = "".join(_box(at, fill, ' rx="8"') for at, fill in things)
    seats = "".join(f'<circle cx="{x}" cy="{y}" r="15" fill="{_CHAIR}"/>' for x, y in chairs)
    green = "".join(f'<circle cx="{x}" cy="{y}" r="22" fill="{_PLANT}"/>' for x, y in plants)
    treads = "".join(f'<path d="M596 {60 + 18 * n}H634" stroke="{_WALL}" stroke-width="4"/>' for n in range(11))
    lift = f'<path d="M565 60V250" stroke="{_WALL}" stroke-width="4"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<rect width="{wide}" height="{high}" fill="{_LAND}"/>{walls}{gaps}{furniture}{seats}{treads}{lift}{green}'
        f"{last}</svg>"
    )


def _box(at: Box, fill: str, more: str = "") -> str:
    x, y, wide, high = at
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{high}" fill="{fill}"{more}/>'
