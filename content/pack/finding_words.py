"""What the check of a pack says to a keeper: what is wrong, and what to do about it. Chinese, in one place."""

from __future__ import annotations

from datetime import date

Said = tuple[str, str]
"""What is wrong, and what to do."""

NOT_SHOWN: Said = ("这一项不能放", "照说明改好，或者从内容包里去掉")
NO_SOURCE: Said = ("没有写来源", "填“来源”：谁写的、从哪里来")
NO_DATE: Said = ("没有写日期", "填“日期”：内容是哪一天的")
POSTER_WITHOUT_TEXT: Said = ("长图没有文字稿，看不清的人、用耳机的人就没有内容", "填“文字稿”：把图上的字写成一个文本")
TORN: Said = ("文件的末尾没有拷完", "再拷一次")
NOTHING_LEFT: Said = ("过了这些日期，这个内容包里就没有可放的了", "换上新的，或者把日期改后")


def title_too_long(letters: int, most: int) -> Said:
    return f"标题有 {letters} 个字，超过 {most} 个，屏上要折成几行", f"缩短到 {most} 个字以内"


def paragraph_too_long(letters: int, most: int) -> Said:
    return f"有一段 {letters} 个字，没有人会站着读完", f"分成几段，每段 {most} 个字以内，或者加小标题"


def article_too_long(letters: int, most: int) -> Said:
    return f"全文 {letters} 个字，站着读要很久", f"分成几篇，每篇 {most} 个字以内"


def picture_small(width: int, height: int, least: int) -> Said:
    return f"图片 {width}×{height}，放大以后会模糊", f"换一张短边 {least} 像素以上的"


def ended(day: date) -> Said:
    return f"{day:%Y-%m-%d} 已经过了，不再放", "改“展出到”，或者去掉这一项"


def ends_soon(day: date, days: int) -> Said:
    return f"{day:%Y-%m-%d} 就到期，还有 {days} 天", "准备好接着放的，或者改“展出到”"


def letters_lacking(letters: str) -> Said:
    return f"这些字屏上显示不出来：{letters}", "换成别的写法"
