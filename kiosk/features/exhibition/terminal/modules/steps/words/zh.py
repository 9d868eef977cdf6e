"""What guides and oaths say to a visitor: Chinese."""

from __future__ import annotations

PREVIOUS, NEXT, LAST = "上一步", "下一步", "看完了"
PRINT = "打印"
SEEN = "看过了"
READ_WHOLE = "看全文"

LINE_BACK, LINE_ON = "上一句", "下一句"
BEGIN = "开始"
BY_ITSELF, PAUSE = "自动换句", "停一停"
ALOUD, SILENT = "读出来", "不出声"
OATH_NOTE = "一个人在屏前领，大家跟着读。\n点“下一句”换一句。"
OATH_ENDED = "读完了"
OATH_AGAIN, OATH_LEAVE = "再来一遍", "好了"
BEFORE_LINES = "准备好了再开始"


def step_of(place: int, count: int) -> str:
    return f"第 {place + 1} 步，共 {count} 步"


def line_of(place: int, count: int) -> str:
    return f"第 {place + 1} 句，共 {count} 句"


def lines(count: int) -> str:
    return f"共 {count} 句"


def step_line(number: int, title: str) -> str:
    """On the slip."""
    return f"{number}. {title}"


def told(head: str, text: str) -> str:
    """身份证：原件."""
    return f"{head}：{text}" if text else head
