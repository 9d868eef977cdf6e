"""The map and the floor plan of the starter pack, of the invented 云溪里: what a keeper's sheet and its picture become.

The town is one of the project's own drawings (``art/map_town.svg``); the house is drawn here.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from content.kinds.filled import SheetKind
from content.kinds.kind import ExhibitKind
from content.kinds.map import FLOOR_PLAN, MAP
from content.tables import bundle
from content.tables.reading import of_kept

_ART = Path(__file__).parent / "art"
TOWN = (984, 800)
HOUSE = (984, 720)
Row = tuple[str, str, float, float, str, str, str, str, str]
"""Name, sort, across and down in percent, minutes on foot, address, hours, way, here."""

_DAYS, _WEEK = "8:30-17:30，星期日休息", "每天 8:30-20:00"
PLACES: tuple[Row, ...] = (
    ("云溪里中心", "中心", 39.5, 82, "", "云溪东路 1 号（演示）",
     "8:30-17:30", "", "是、中心"),
    ("桥头站", "站", 62, 58, "6", "云溪东路 8 号（演示）",
     _DAYS, "出门向右，沿着路走到桥头。\n不过桥，桥头右手边第一座房子就是。", "站"),
    ("东塘站", "站", 89, 50, "14", "东塘路 21 号（演示）",
     _DAYS, "出门向右，走到第二座桥。\n过桥后向右，河边三座房子，中间那座。", ""),
    ("北坡站", "站", 60, 21, "18", "北坡路 5 号（演示）",
     _DAYS, "出门过桥头的桥，一直向北。\n到第二个路口再走一百米，左手边。", ""),
    ("南田站", "站", 15, 94, "9", "南田路 3 号（演示）",
     _DAYS, "出门向左，走到路口向南。\n田边两座房子，靠西的那座。", ""),
    ("老街点", "点", 10.5, 56, "8", "老街 12 号（演示）",
     _WEEK, "出门向左，沿着河走。\n过第一个路口，右手边第二座。", ""),
    ("码头点", "点", 92.5, 58, "15", "码头（演示）",
     _WEEK, "出门向右，沿着路一直走到河边。\n看见小船就到了。", ""),
    ("茶山点", "点", 87.5, 17, "26", "茶山路 9 号（演示）",
     "每天 9:00-16:00", "过第二座桥，一直向北上坡。\n茶田上面的白房子。", "点"),
    ("柳塘点", "点", 64, 35, "11", "柳塘路 2 号（演示）",
     _WEEK, "过桥头的桥，第一个路口向右。\n柳树旁边两座房子，靠东的那座。", ""),
    ("新村点", "点", 88, 88, "17", "新村 6 号（演示）",
     _WEEK, "出门向右，第二个路口向南。\n一直走到新村，左手边第一座。", ""),
)  # fmt: skip
ROOMS: tuple[Row, ...] = (
    ("大门", "出口", 50, 94, "", "一楼",
     "", "", ""),
    ("服务台", "服务台", 50, 76, "", "一楼",
     "8:30-17:30", "进门正前方。", "是"),
    ("1 号窗口", "窗口", 13, 21, "", "一楼",
     "8:30-17:30", "进门向左，左边第一个窗口。", ""),
    ("2 号窗口", "窗口", 25.5, 21, "", "一楼",
     "8:30-17:30", "进门向左，左边第二个窗口。", ""),
    ("阅览室", "房间", 80.5, 30, "", "一楼",
     "每天 8:30-20:00", "进门向右，走到头。", ""),
    ("党员活动室", "房间", 80.5, 60, "", "一楼",
     "8:30-17:30", "进门向右第一间。", ""),
    ("电梯", "电梯", 58, 14, "", "一楼",
     "", "从服务台右边向里走。", ""),
    ("楼梯", "楼梯", 58, 31, "", "一楼",
     "", "在电梯旁边。", ""),
    ("卫生间", "卫生间", 13.7, 80, "", "一楼",
     "", "进门向左，走到头。", ""),
)  # fmt: skip


def drawings() -> dict[str, str]:
    """SVG text by the name of the picture."""
    return {"地图": (_ART / "map_town.svg").read_text(encoding="utf-8"), "一楼": _house()}


def write(folder: Path, pictures: dict[str, bytes]) -> None:
    """``pictures``: the drawings as PNG, by name."""
    for file, kind, sheet, rows, name in (
        ("map", ExhibitKind.MAP, MAP, PLACES, "地图"),
        ("floor", ExhibitKind.FLOOR_PLAN, FLOOR_PLAN, ROOMS, "一楼"),
    ):
        made = {f"{name}.png": pictures[name]}
        (folder / f"{file}.sheet").write_bytes(bundle.written(kind, of_kept(_told(sheet, rows), sheet.forms), made))


def _told(sheet: SheetKind, rows: Sequence[Row]) -> dict[str, list[dict[str, str]]]:
    keys = ("name", "sort", "across", "down", "minutes", "address", "hours", "way", "here")
    return {sheet.forms[0].name: [{key: str(cell) for key, cell in zip(keys, row, strict=True)} for row in rows]}


def _house() -> str:
    """One floor from above: walls, rooms, counters, a lift, stairs."""
    wide, high = HOUSE
    rooms = "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="{fill}" stroke="#8F7D6E" stroke-width="8"/>'
        for x, y, w, h, fill in (
            (40, 40, 904, 620, "#FFFDF8"), (640, 40, 304, 260, "#E0ECE7"), (640, 300, 304, 230, "#F6EBD3"),
            (500, 40, 140, 120, "#ECE4D9"), (500, 160, 140, 120, "#ECE4D9"), (40, 500, 190, 160, "#E0ECE7"),
        )
    )  # fmt: skip
    doors = "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" fill="#FFFDF8"/>'
        for x, y, w, h in (
            (634, 120, 14, 80), (634, 390, 14, 80), (540, 150, 60, 14), (540, 274, 60, 14), (222, 560, 14, 70),
            (432, 650, 120, 20),
        )
    )  # fmt: skip
    counters = "".join(
        f'<rect x="{x}" y="{y}" width="{w}" height="{h}" rx="8" fill="{fill}"/>'
        for x, y, w, h, fill in (
            (80, 130, 340, 44, "#C9A25A"), (92, 90, 70, 24, "#8A7A6C"), (216, 90, 70, 24, "#8A7A6C"),
            (340, 90, 70, 24, "#8A7A6C"), (410, 520, 164, 56, "#A61E1B"), (690, 90, 200, 26, "#B98A4A"),
            (690, 130, 200, 26, "#B98A4A"), (700, 400, 184, 60, "#C9A25A"),
        )
    )  # fmt: skip
    chairs = "".join(
        f'<circle cx="{x}" cy="{y}" r="15" fill="#8FB3A6"/>'
        for x, y in (*((120 + 70 * n, 330) for n in range(5)), *((120 + 70 * n, 400) for n in range(5)),
                     *((712 + 40 * n, 380) for n in range(5)), *((712 + 40 * n, 480) for n in range(5)))
    )  # fmt: skip
    steps = "".join(f'<path d="M512 {176 + 16 * n}H628" stroke="#8F7D6E" stroke-width="4"/>' for n in range(6))
    plants = "".join(
        f'<circle cx="{x}" cy="{y}" r="22" fill="#5A9279"/>' for x, y in ((280, 620), (700, 610), (900, 610))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">'
        f'<rect width="{wide}" height="{high}" fill="#EFE9DA"/>{rooms}{doors}{counters}{chairs}{steps}{plants}'
        '<path d="M452 690h80l-40-26z" fill="#6E9C84"/></svg>'
    )
