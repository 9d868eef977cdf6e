"""The map and the floor plan of the starter pack, of the invented 云溪: what a keeper's sheet and its pictures become.

The town is one of the project's own drawings (``art/map_town.svg``), north is up; the house is `house`. A way is told
by east and west where it is out of doors, and by left and right from a door or a lift. Minutes follow the drawing's
roads at 53 of its pixels a minute, uphill more.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from content.kinds.filled import SheetKind
from content.kinds.kind import ExhibitKind
from content.kinds.map import FLOOR_PLAN, MAP
from content.packs.starter_source import house
from content.tables import bundle
from content.tables.reading import of_kept

_ART = Path(__file__).parent / "art"
TOWN = (984, 800)
HOUSE = house.SIZE
Row = tuple[str, str, float, float, str, str, str, str, str, str]
"""Name, sort, across and down in percent, minutes on foot, address, hours, way, here, picture."""

_DAY = "8:30–17:30"
_DAYS, _WEEK = f"{_DAY}，星期日休息", "每天 8:30–20:00"
PLACES: tuple[Row, ...] = (
    ("云溪里中心", "中心", 39.5, 82, "", "云溪东路 1 号（演示）",
     f"每天 {_DAY}", "", "是、中心", ""),
    ("桥头站", "站", 62, 58, "6", "云溪东路 8 号（演示）",
     _DAYS, "出门向东，走过桥头，不过桥。\n路北两座房子，靠东的那座。", "站", ""),
    ("东塘站", "站", 89, 50, "13", "东塘路 21 号（演示）",
     _DAYS, "出门向东，过第二座桥，再向东。\n河边三座房子，中间那座。", "", ""),
    ("北坡站", "站", 60, 21, "14", "北坡路 5 号（演示）",
     _DAYS, "出门向东，过第一座桥，向北走。\n到路口向东，路北靠西的房子。", "", ""),
    ("南田站", "站", 15, 94, "10", "南田路 3 号（演示）",
     _DAYS, "出门向西，到路口向南。\n走到田边，路西靠西的房子。", "", ""),
    ("老街点", "点", 10.5, 56, "8", "老街 12 号（演示）",
     _WEEK, "出门向西，走过桥头，不过桥。\n路北两座房子，靠西的那座。", "", ""),
    ("码头点", "点", 92.5, 58, "13", "码头（演示）",
     _DAYS, "出门向东，一直走到河边。\n看见小船就到了。", "", ""),
    ("茶山点", "点", 87.5, 17, "20", "茶山路 9 号（演示）",
     "每天 9:00–11:30", "出门向东，过第二座桥，向北走。\n过了路口上坡，茶田北边的房子。", "点", ""),
    ("柳塘点", "点", 64, 35, "12", "柳塘路 2 号（演示）",
     _WEEK, "出门向东，过第一座桥，向北走。\n到路口向东，路南靠东的房子。", "", ""),
    ("新村点", "点", 88, 88, "14", "新村 6 号（演示）",
     _WEEK, "出门向东，到第二个路口向南。\n路东两座房子，靠西的那座。", "", ""),
)  # fmt: skip
_DOWN, _UP = "一楼", "二楼"
ROOMS: tuple[Row, ...] = (
    ("1 号窗口", "窗口", 9.7, 21, "", _DOWN,
     _DAY, "进门向前，左手边一排窗口，最左边那个。", "", _DOWN),
    ("2 号窗口", "窗口", 21.9, 21, "", _DOWN,
     _DAY, "进门向前，左手边一排窗口，左数第二个。", "", _DOWN),
    ("3 号窗口", "窗口", 34.1, 21, "", _DOWN,
     _DAY, "进门向前，左手边一排窗口，左数第三个。", "", _DOWN),
    ("4 号窗口", "窗口", 46.3, 21, "", _DOWN,
     _DAY, "进门向前，左手边一排窗口，最右边那个。", "", _DOWN),
    ("服务台", "服务台", 50, 76, "", _DOWN,
     _DAY, "进门正前方。", "是", _DOWN),
    ("阅览室", "房间", 80.5, 27, "", _DOWN,
     _WEEK, "进门向右，走到最里面一间。", "", _DOWN),
    ("党员活动室", "房间", 80.5, 51, "", _DOWN,
     _DAY, "进门向右，第二间。", "", _DOWN),
    ("调解室", "房间", 80.5, 78.5, "", _DOWN,
     "星期二、星期四 9:00–11:30", "进门向右，第一间。", "", _DOWN),
    ("电梯、楼梯", "电梯", 60, 31, "", _DOWN,
     "", "从服务台右边向里走，电梯在左，楼梯在右。", "", _DOWN),
    ("卫生间", "卫生间", 13.7, 80, "", _DOWN,
     "", "进门向左，走到头。", "", _DOWN),
    ("201 会议室", "房间", 16.8, 20, "", _UP,
     _DAY, "出电梯向右，右手边第二间。", "", _UP),
    ("202 教室", "房间", 42.2, 20, "", _UP,
     _DAY, "出电梯向右，右手边第一间。", "", _UP),
    ("203 咨询室", "房间", 83.3, 21.5, "", _UP,
     "星期四 14:00–17:00", "出电梯向左，左手边一间。", "", _UP),
    ("204 书画室", "房间", 39.6, 77, "", _UP,
     _DAY, "出电梯向右，左手边第一间。", "", _UP),
    ("205 活动厅", "房间", 75.4, 72, "", _UP,
     _DAY, "出电梯，对面就是。", "", _UP),
    ("二楼电梯、楼梯", "电梯", 60, 31, "", _UP,
     "", "在走廊中间，教室和咨询室中间。", "", _UP),
    ("二楼卫生间", "卫生间", 13.7, 74, "", _UP,
     "", "出电梯向右，走到头，左手边。", "", _UP),
    ("安全出口", "出口", 5.6, 45.8, "", _UP,
     "", "走廊的西头。出门是外面的楼梯。", "", _UP),
)  # fmt: skip


def drawings() -> dict[str, str]:
    """SVG text by the name of the picture."""
    return {"地图": (_ART / "map_town.svg").read_text(encoding="utf-8"), **house.floors()}


def write(folder: Path, pictures: dict[str, bytes]) -> None:
    """``pictures``: the drawings as PNG, by name."""
    for file, kind, sheet, rows, names in (
        ("map", ExhibitKind.MAP, MAP, PLACES, ("地图",)),
        ("floor", ExhibitKind.FLOOR_PLAN, FLOOR_PLAN, ROOMS, (_DOWN, _UP)),
    ):
        made = {f"{name}.png": pictures[name] for name in names}
        read = of_kept(_told(sheet, rows), sheet.forms, tuple(sorted(made)))
        (folder / f"{file}.sheet").write_bytes(bundle.written(kind, read, made))


def _told(sheet: SheetKind, rows: Sequence[Row]) -> dict[str, list[dict[str, str]]]:
    keys = ("name", "sort", "across", "down", "minutes", "address", "hours", "way", "here", "picture")
    return {sheet.forms[0].name: [{key: str(cell) for key, cell in zip(keys, row, strict=True)} for row in rows]}
