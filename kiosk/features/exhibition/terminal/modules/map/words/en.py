"""What a map and a floor plan say to a visitor: English. Names and ways stay in their own language."""

from __future__ import annotations

YOU_ARE_HERE, RIGHT_HERE = "You are here", "Right here"
HOW_TO_GET_THERE, NO_WAY_TOLD = "How to get there", "No way is told"
PRINT = "Print the way"
NO_PICTURE = "No picture: please see the list"
MARKS = {"中心": "Centre", "站": "Station", "点": "Point", "窗口": "Window", "房间": "Room", "服务台": "Desk",
         "电梯": "Lift", "楼梯": "Stairs", "卫生间": "Toilet", "出口": "Exit"}  # fmt: skip


def on_foot(minutes: int) -> str:
    return f"About {minutes} min on foot"


def minutes(number: int) -> str:
    """At the end of a row."""
    return f"{number} min"


def name_and_minutes(name: str, number: int) -> str:
    return f"{name}, {number} min on foot"


def name_here(name: str) -> str:
    return f"{name}, right here"
