"""What a document says to a visitor: Chinese."""

from __future__ import annotations

from datetime import date

from kiosk.features.exhibition.terminal.words.zh import DEMO

CONTENTS, NEARBY = "目录", "目录，点一下就到"
FIND = "找字"
NOTES = "脚注"
TO_TEXT = "回到正文"
FIND_TITLE = "在这份文件里找什么？"
FIND_NOW, FIND_AGAIN = "找", "换个词"
FIND_MISSING = "可以点一个现成的词，也可以回到正文，看目录。"
FIND_NOTHING, FIND_NOTHING_NOTE = "没有找到", "换个短一点的词试试。"
READ_ALOUD, BE_QUIET = "读给我听", "停一下"


def source(text: str, day: date | None, demo: bool) -> str:
    """`day`: of this edition. That it is a demonstration comes first: what has no room is cut at the end."""
    lines = [DEMO if demo else "", f"来源：{text}" if text else ""]
    if day:
        lines.append(f"版本日期：{day.year} 年 {day.month} 月 {day.day} 日")
    return "\n".join(line for line in lines if line)


def all_contents(count: int) -> str:
    return f"全部目录（{count}）"


def find_note(title: str) -> str:
    return f"《{title}》"


def found(count: int, more: bool) -> str:
    """`more`: there are further places, which are not listed."""
    if not count:
        return FIND_NOTHING
    return f"有很多处，先看 {count} 处" if more else f"找到 {count} 处"


def looked_for(query: str) -> str:
    return f"您找的是“{query}”，点一处就到"


def under(heading: str) -> str:
    return f"在“{heading}”"
