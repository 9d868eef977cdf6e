"""What the check of a pack says to a keeper: what is wrong, and what to do about it. Chinese, in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from content.words import SHEET_HIDDEN, TORN

MOST_SLOTS = 5
"""Of an item, told by what belongs in them."""
Said = tuple[str, str]
"""What is wrong, and what to do."""

NOT_SHOWN: Said = ("这一项不能放", "照说明改好，或者从内容包里去掉")
NO_SOURCE: Said = ("没有写来源", "填“来源”：谁写的、从哪里来")
NO_DATE: Said = ("没有写日期", "填“日期”：内容是哪一天的")
POSTER_WITHOUT_TEXT: Said = ("长图没有文字稿，看不清的人、用耳机的人就没有内容", "填“文字稿”：把图上的字写成一个文本")
PICTURE_TURNED: Said = ("图片是横着存的，屏上照相机记的方向转正", "点“看”，方向不对就在看图软件里转好，存了再交")
AS_SAID = "照说明改，或者就这样放着"
TO_DO = {TORN: "再拷一次", SHEET_HIDDEN: "要用就取消隐藏，不用就删掉这一页"}
"""Of what `open_pack` reminds of; for the rest the reason says it."""
TO_CHANGE = "请改"
"""What 模板 writes wherever the hall's own belongs."""
PICTURE_TO_CHANGE = f"{TO_CHANGE}：换成自己的图片"
WRITE_OWN = "写成自己的；用不着的，把那一句或者那一行去掉"
NOTHING_LEFT: Said = ("过了这些日期，这个内容包里就没有可放的了", "换上新的，或者把日期改后")


def title_too_long(letters: int, most: int) -> Said:
    return f"标题有 {letters} 个字，超过 {most} 个，屏上要折成几行", f"缩短到 {most} 个字以内"


def paragraph_too_long(letters: int, most: int) -> Said:
    return f"有一段 {letters} 个字，没有人会站着读完", f"分成几段，每段 {most} 个字以内，或者加小标题"


def article_too_long(letters: int, most: int) -> Said:
    return (
        f"全文 {letters} 个字，站着读要很久",
        f"分成几篇，每篇 {most} 个字以内；整份的法规、制度，类型改成“文件”，有目录、能查找",
    )


def picture_small(width: int, height: int, least: int) -> Said:
    return f"图片 {width}×{height}，放大以后会模糊", f"换一张短边 {least} 像素以上的"


def caption_unread(upright: float, lying: float, least: float) -> Said:
    where = "、".join(place for place, ratio in (("竖屏的上面", upright), ("横屏的左边", lying)) if ratio < least)
    text = f"标题写在图上，{where}太深，字看不清（对比 {min(upright, lying):.1f}:1，要 {least:.0f}:1）"
    return text, f"换一张{where}颜色浅的图，或者把标题做进图里、当长图放"


def ended(day: date) -> Said:
    return f"{day:%Y-%m-%d} 已经过了，不再放", "改“展出到”，或者去掉这一项"


def ends_soon(day: date, days: int) -> Said:
    return f"{day:%Y-%m-%d} 就到期，还有 {days} 天", "准备好接着放的，或者改“展出到”"


def check_again(day: date) -> Said:
    return f"请核对：写的是核对到 {day:%Y-%m-%d}，已经过了", "对照来源看一遍：还对，把“核对到”改后；不对了，改内容"


def people_over(count: int) -> Said:
    return f"有 {count} 位的日子已经过了，不再放", "没有续签的，把那几行和照片从表里去掉，再发布；续签了的改“同意到”"


def people_soon(count: int, day: date, days: int) -> Said:
    return f"有 {count} 位 {days} 天之内到期，最早 {day:%Y-%m-%d}", "问过本人，续签了的改“同意到”；不续的到那天自己撤下"


def still_to_write(slots: Sequence[str]) -> str:
    """``5 处：路名和门牌；几路车；站名……``"""
    named = list(dict.fromkeys(slot for slot in slots if slot))
    more = "……" if len(named) > MOST_SLOTS else ""
    return f"{len(slots)} 处" + ("：" + "；".join(named[:MOST_SLOTS]) + more if named else "")


def letters_lacking(letters: str) -> Said:
    return f"这些字屏上显示不出来：{letters}", "换成别的写法"
