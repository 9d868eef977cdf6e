"""What a map and a floor plan say to a visitor: Chinese."""

from __future__ import annotations

YOU_ARE_HERE, RIGHT_HERE = "您在这里", "就在这里"
HOW_TO_GET_THERE, NO_WAY_TOLD = "怎么走", "没有写怎么走"
PRINT = "打印去法"
NO_PICTURE = "没有图，请看旁边的列表"
MARKS = {"中心": "中心", "站": "站", "点": "点", "窗口": "窗口", "房间": "房间", "服务台": "服务台", "电梯": "电梯",
         "楼梯": "楼梯", "卫生间": "卫生间", "出口": "出口"}  # fmt: skip


def on_foot(minutes: int) -> str:
    return f"步行约 {minutes} 分钟"


def minutes(number: int) -> str:
    """At the end of a row."""
    return f"{number} 分钟"


def name_and_minutes(name: str, number: int) -> str:
    return f"{name}，走 {number} 分钟"


def name_here(name: str) -> str:
    return f"{name}，就在这里"
