"""What the exhibition says to a visitor: Chinese."""

from __future__ import annotations

from datetime import date

from kiosk.features.exhibition.rules import words as rules_words

LAGS = rules_words.LAGS
HOME_TITLE, HOME_CAN = "展厅", "看展览"

BROWSE_NOTE = "点一项就打开，看完回到这里"
KINDS = {"image": "图片", "article": "文章", "poster": "一图读懂", "video": "视频", "document": "文件",
         "people": "人物", "timeline": "时间线", "map": "地图", "floor_plan": "楼层图", "tree": "组织",
         "directory": "办事指南", "roster": "值班表", "steps": "步骤"}  # fmt: skip

BACK_ITEM, NEXT_ITEM = "上一件", "下一件"
PREVIOUS_PAGE, NEXT_PAGE = "上一页", "下一页"
READ_WHOLE = "看全文"
READ_DONE = "看完了"
TEXT_VERSION, PICTURE_VERSION = "文字版", "看图片"
OTHERS = "换一项"
READ_ALOUD, BE_QUIET = "读给我听", "停一下"
READ_TO = "读到这里"
SEEN_TO = "看到这里"
CONTENTS = "目录，点一下就到"
FIND, FIND_TITLE = "找一找", "想找什么？"
FIND_TILE = "打字找内容"
FIND_NOTE = "打拼音或者点一个词，找文章和图片"
FIND_NOW, FIND_AGAIN, FIND_IN_LIST = "找", "换个词", "看全部"
FIND_MISSING = "可以点一个现成的词，也可以点“看全部”，从列表里挑。"
FIND_NOTHING, FIND_NOTHING_NOTE = "没有找到", "换个短一点的词，或者从全部里挑。"
BROKEN = "这张图看不了"
BROKEN_NOTE = "先看看别的，工作人员会来换。"
DEMO = "人物和地方都是演示，不是真的"
CODE_SPOKEN = "旁边的码用手机扫一扫，文字就到手机里"
CODE_NOTE = "扫码带走文字"


def contents_of(count: int) -> str:
    """Where some of them alone have room."""
    return f"目录，共 {count} 项"


def on_show(count: int) -> str:
    return f"今天在展 {count} 项"


def item_of(place: int, total: int) -> str:
    return f"第 {place + 1} 件，共 {total} 件"


def page_of(page: int, pages: int) -> str:
    """Which page of a list stands in front; `page` counts from 0."""
    return f"第 {page + 1} 页，共 {pages} 页"


def source(text: str, day: date | None, demo: bool) -> str:
    """The source line, with the day its text was adopted or the picture was made. That it is a demonstration comes
    first: what has no room is cut at the end."""
    made = f"{day.year} 年 {day.month} 月 {day.day} 日" if day and str(day.year) not in text else ""
    told = "，".join(part for part in (f"来源：{text}" if text else "", made) if part)
    return "\n".join(line for line in (DEMO if demo else "", told) if line)


def in_one_line(source: str) -> str:
    """Several lines as sentences."""
    first, *others = source.split("\n")
    return "".join(f"{line.removesuffix('。')}。" for line in (first, *others)) if others else first


def kind_and_minutes(kind: str, minutes: int) -> str:
    """What it is (a key of KINDS) and how long it takes to read."""
    return f"{KINDS[kind]}，约 {minutes} 分钟"


def paged_note(page: int, pages: int) -> str:
    """Under the title of a list of several screens; `page` counts from 0."""
    return f"第 {page + 1} 屏，共 {pages} 屏，点一项就打开"


def found(count: int, more: bool = False) -> str:
    """`more`: there are further ones, which are not listed."""
    if not count:
        return FIND_TITLE
    return f"找到很多，先看 {count} 项" if more else f"找到 {count} 项"


def found_at(place: str, more: int) -> str:
    """Where in it the sentence stands, and in how many further places; no name: at the beginning."""
    others = f"另有 {more} 处" if more else ""
    return "，".join(part for part in (f"在“{place}”" if place else "", others) if part)


def found_line(line: str, where: str) -> str:
    """Both on one line."""
    return f"{line}　{where}"


def found_in(kind: str, title: str) -> str:
    """Of a place that is called so: what it stands in."""
    return f"在{KINDS[kind]}“{title}”里"


def looked_for(query: str, near: bool) -> str:
    """What was looked for; `near`: nothing holds all of it."""
    return f"没有整句的“{query}”，这些最接近" if near else f"您找的是“{query}”"


TILE_DIRECTORY, TILE_DIRECTORY_NOTE = "办事指南", "要带什么，找谁办"
TILE_STEPS = "办事步骤"
TILE_ROSTER, TILE_ROSTER_BRIEF = "今天谁值班", "找得到人"
TILE_FLOOR = "楼层和房间"
TILE_VIDEO, TILE_DOCUMENT, TILE_TIMELINE = "看视频", "读文件", "历程"
TILE_MAP, TILE_PEOPLE, TILE_TREE = "党建地图", "身边的人", "组织体系"


def tile_services(count: int) -> str:
    return f"{count} 件事"


def tile_places(count: int) -> str:
    return f"{count} 处"


def tile_films(count: int) -> str:
    return f"{count} 个"


def tile_entries(count: int) -> str:
    return f"{count} 件大事"


def tile_people(count: int) -> str:
    return f"{count} 位"


def tile_nodes(count: int) -> str:
    return f"{count} 个组织"


def tile_items(count: int) -> str:
    """Under the name of 展厅, or of one kind, where there is little room."""
    return f"在展 {count} 项"


def home_count(count: int) -> str:
    return f"展厅，今天在展 {count} 项"
