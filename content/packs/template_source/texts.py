"""The texts of 模板: two documents of Word, the words of its pictures, the subtitles of its film."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from typing import Any

from content.packs.same_bytes import same_bytes

STAMP = dt.datetime(2026, 11, 30)
HEAD, ITEM = "# ", "- "
"""What a line of a text begins with that is a heading, or one of a list."""

FIND_US = (
    "怎么找到我们",
    "我们在【请改：路名和门牌】，【请改：哪座楼、几层】。",
    "# 怎么来",
    "坐【请改：几路车】，到【请改：站名】下，往【请改：哪个方向】走【请改：几分钟】。",
    "开车、骑车来的，停在【请改：停车的地方】。",
    "坐轮椅、推婴儿车的，走【请改：哪个门有坡道】。",
    "# 几点开门",
    "- 【请改：星期几到星期几】，【请改：几点到几点】",
    "- 法定节假日：【请改：开不开、几点】",
    "# 打电话问",
    "来以前想先问一问，打【请改：公开的办公电话】，【请改：几点到几点有人接】。",
    "# 到了以后",
    "进门先到服务台，说一声要办什么。不会用屏幕的，点屏幕下面的“请人帮忙”，工作人员会过来。",
)
RULES = (
    "请改：公约或者制度的名称",
    "【请改：哪一天、在什么会上】通过，从【请改：哪一天】起用。",
    "# 一、为什么有这份公约",
    "【请改：一两句话，为了什么】",
    "# 二、大家一起做的",
    "- 【请改：第一件】",
    "- 【请改：第二件】",
    "- 【请改：第三件】",
    "# 三、不做的",
    "- 【请改：第一件】",
    "- 【请改：第二件】",
    "# 四、有事找谁",
    "找【请改：谁、在哪里】，电话【请改：公开的办公电话】。",
    "# 五、怎么改",
    "要改的时候，【请改：谁提出、怎么商量】。改过的，在这里写上日期。",
)
PICTURE_TEXT = "【请改：图上是什么，一两句话，读给看不清的人听】\n"
POSTER_TEXT = """# 请改：这张长图的标题

【请改：图上开头的话】

## 请改：第一部分的小标题

【请改：第一部分的字，图上怎么写，这里就怎么写】

## 请改：第二部分的小标题

【请改：第二部分的字】

## 请改：第三部分的小标题

【请改：第三部分的字】

## 请改：第四部分的小标题

【请改：第四部分的字】
"""
SUBTITLES = """1
00:00:00,500 --> 00:00:02,800
【请改：第一句字幕】

2
00:00:03,200 --> 00:00:05,500
【请改：第二句字幕】
"""
PLACE_WORDS = """# 本地的地名，打拼音时先出来。一行一个：地名，空两格，拼音，一个字一个音。
# 照下面这一行写自己的，写的时候不要前面的 #：
# 云溪里  yun xi li
"""


def documents() -> dict[str, bytes]:
    """Documents of Word by their names in the pack."""
    return {"文章.docx": _word(FIND_US), "文件.docx": _word(RULES)}


def plain() -> dict[str, bytes]:
    """Files of text, likewise; with the mark by which Windows' editor knows UTF-8, but for those of programs."""
    found = {"图片文字.txt": PICTURE_TEXT, "长图文字.txt": POSTER_TEXT, "words.txt": PLACE_WORDS}
    return {name: text.encode("utf-8-sig") for name, text in found.items()} | {
        "视频.srt": SUBTITLES.encode("utf-8-sig")
    }


def _word(lines: tuple[str, ...]) -> bytes:
    import docx

    made: Any = docx.Document()
    made.core_properties.author, made.core_properties.comments = "", ""
    made.core_properties.created = made.core_properties.modified = STAMP
    made.add_paragraph(lines[0], style="Title")
    for line in lines[1:]:
        if line.startswith(HEAD):
            made.add_paragraph(line.removeprefix(HEAD), style="Heading 1")
        else:
            made.add_paragraph(line.removeprefix(ITEM), style="List Bullet" if line.startswith(ITEM) else "Normal")
    out = BytesIO()
    made.save(out)
    return same_bytes(out.getvalue(), STAMP)
