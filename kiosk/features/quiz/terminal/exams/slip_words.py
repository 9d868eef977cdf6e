"""What stands on the slip of a test; slips are Chinese."""

from __future__ import annotations

from datetime import datetime

TITLE = "测试成绩单"
PASSED, NOT_PASSED = "达到合格线", "还没到合格线"
NO_PROOF = "只作纪念，不作证明，以大厅记录为准"


def points(points: int) -> str:
    return f"{points} 分"


def right(right: int, total: int) -> str:
    return f"{total} 题，答对 {right} 题"


def day(at: datetime) -> str:
    return f"{at.year} 年 {at.month} 月 {at.day} 日"


def number(text: str) -> str:
    return f"编号 {text}"
