"""What the slip of a way says; slips are Chinese."""

from __future__ import annotations

TITLE = "去法"
ADDRESS, HOURS, PHONE = "地址", "时间", "电话"


def minutes(hall: str, number: int) -> str:
    return f"从{hall or '这里'}走，约 {number} 分钟"


def fact(name: str, text: str) -> str:
    return f"{name}：{text}"
