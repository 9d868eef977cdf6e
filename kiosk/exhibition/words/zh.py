"""What the exhibition says to a visitor: Chinese."""

from __future__ import annotations

from datetime import date

BROWSE_NOTE = "点一项就打开，看完回到这里"
KINDS = {"image": "图片", "article": "文章", "poster": "一图读懂"}

BACK_ITEM, NEXT_ITEM = "上一件", "下一件"
TEXT_VERSION, PICTURE_VERSION = "文字版", "看图片"
OTHERS = "换一项"
READ_ALOUD, BE_QUIET = "读给我听", "停一下"
READ_TO = "读到这里"
SEEN_TO = "看到这里"
CONTENTS = "目录，点一下就到"
BROKEN = "这张图看不了"
BROKEN_NOTE = "先看看别的，工作人员会来换。"
DEMO = "人物和地方都是演示，不是真的"


def on_show(count: int) -> str:
    return f"今天在展 {count} 项"


def item_of(place: int, total: int) -> str:
    return f"第 {place + 1} 件，共 {total} 件"


def source(text: str, day: date | None, demo: bool) -> str:
    """The source line, with the day its text was adopted or the picture was made."""
    lines = [f"来源：{text}" if text else ""]
    if day and str(day.year) not in text:
        lines.append(f"{day.year} 年 {day.month} 月 {day.day} 日")
    if demo:
        lines.append(DEMO)
    return "\n".join(line for line in lines if line)


def in_one_line(source: str) -> str:
    return source.replace("\n", "，")


def kind_and_minutes(kind: str, minutes: int) -> str:
    """What it is (a key of KINDS) and how long it takes to read."""
    return f"{KINDS[kind]}，约 {minutes} 分钟"
