"""Every Chinese text of the page 使用 and of its workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kiosk.features.use.rules.summary import Read

USE = "使用"
FEW = "少于 5"
NOT_TOLD = "—"
FEATURES = {
    "tickets": "取号办事",
    "priority": "优先号",
    "membership": "忆初心",
    "quiz": "党性体检",
    "exhibition": "展厅",
    "find": "找一找",
    "help": "请人帮忙",
}
MODES = {"large": "大字", "contrast": "高对比", "voice": "语音", "language": "英文"}
TIMES = {"week": "一周", "month": "一个月", "year": "一年"}
BEFORE, AFTER = "往前", "往后"
WHICH_TIME = "看多久"
SCREEN, WHOLE_HALL, LOOK = "哪一台", "整个大厅", "看"

VISITS = "次使用"
TICKETS = "次取到号"
EACH = "分钟一次"
HELPED = "次请人帮忙"
MODE_USED = "用了大字"
HALF = {30: "半分钟", 60: "1 分钟", 120: "2 分钟", 300: "5 分钟", 600: "10 分钟"}

BY_FEATURE = "哪样用得多"
FEATURE_HEADS = ("服务", "次数", "次", "做完", "离开", "比上周")
FEATURE_NOTE = "一次使用里，同一样只算一回。“做完”是看到了要看的那一页，“离开”是停在这一样、后来没有人再动。"
HOURS = "几点人多"
HOURS_NOTE = "每小时用完的次数，合计"
HOUR_UNIT = "点"
DAYS = "一周里哪时候忙"
DAYS_NOTE = "颜色越深，用的人越多；空白是没有人"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
ONLY_HALL = "几点、哪天只看整个大厅：一台终端一小时的次数太少，看得出是谁。"
TIPS = "可以动一动的"
NO_TIPS = "没有要动的"
HIDDEN_NOTE = "不到 5 次的写“少于 5”，看不出是谁。有的数旁边写“—”，是怕从合计里倒算出来。只看过完的整周。"
ABOUT_NOTE = "写“约”的，是有几周太少，按大概的数加进去了。"
EMPTY = "还没有满一周的数。每周一能看上一周。"
NOBODY = "这段时间没有人用。"
EXPORT, EXPORT_PLAYS = "导出总数表", "导出播放记录"
NOBODY_KEPT = "不记人，只记次数"

PLAYS = "屏幕上放了什么"
PLAYS_NOTE = "放映记录不是人的事，一次不少地写。每件内容按文件的 SHA-256 认，换了文件就是另一行，在导出的表里。"
PLAY_HEADS = ("内容", "内容包", "时长", "次", "共放")
NOTHING_PLAYED = "这段时间屏幕上没有放过内容"
NEVER = "发布了，近 30 天一次也没有放"
NEVER_NOTE = "看看它的日期、钟点和屏幕设得对不对。"
FROM, TO = "从", "到"
WRONG_DAYS = "日期没看懂，或者前后反了。"
SCREEN_PLAYS_KEPT = "每台屏幕的记录留 90 天，整个大厅的留 13 个月。"

REPORT_NAME, PLAYS_NAME = "使用次数", "播放记录"
SHEETS = ("服务", "几点", "一周里", "其他")
PLAY_SHEETS = ("合计", "按天")
OTHER_HEADS = ("", "次")
HOUR_HEADS = ("几点", "次")
PLAY_ALL_HEADS = ("内容", "内容包", "版本", "编号", "文件 SHA-256", "次", "秒", "分钟", "第一天", "最后一天")
PLAY_DAY_HEADS = ("日期", "屏幕", "内容", "内容包", "版本", "编号", "文件 SHA-256", "次", "秒")
BY_DAY_CUT = "按天的行太多，只写了前 {most} 行：请把日期选短一些"


def count(read: Read) -> str:
    """``287``, ``约 104``, ``少于 5``, ``—``."""
    if read.value is None:
        return FEW if read.few else NOT_TOLD
    return f"约 {read.value}" if read.about and read.value else f"{read.value}"


def times(read: Read) -> str:
    """In a sentence: ``12 次``."""
    return NOT_TOLD if read.value is None and not read.few else f"{count(read)} 次"


def change(number: int | None) -> str:
    if number is None:
        return "–"
    return f"多 {number}" if number > 0 else f"少 {-number}" if number else "一样"


def percent(part: Read, whole: Read) -> str:
    """``38%``; few: ``少于 5 次``."""
    if part.value is None or not whole.value:
        return times(part)
    return f"{round(100 * part.value / whole.value)}%"


def days(first: date, last: date) -> str:
    """``11 月 9 日至 15 日``; a year stands in front where it is not plain."""
    end = f"{last.day} 日" if (first.year, first.month) == (last.year, last.month) else f"{last.month} 月 {last.day} 日"
    if first.year != last.year:
        end = f"{last.year} 年 {end}"
    return f"{first.year} 年 {first.month} 月 {first.day} 日至 {end}"


def long(seconds: int) -> str:
    """``40 秒``, ``1 分 48 秒``, ``12 分``, ``3 小时 5 分``."""
    minutes, rest = divmod(seconds, 60)
    if minutes < 10:
        return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} 小时 {minutes} 分" if hours else f"{minutes} 分"


def half_within(seconds: int | None, visits: Read) -> str:
    if seconds is not None:
        return f"一半在 {HALF[seconds]}以内"
    return "次数太少，不算" if visits.value is None or visits.value < 20 else "一半在 10 分钟以上"


def mode_used(mode: str, said: str) -> str:
    """``高对比 4%``, ``英文少于 5 次``."""
    return f"{MODES[mode]}{' ' if said[0].isdigit() else ''}{said}"


def helped_most(feature: str) -> str:
    return f"最多在“{FEATURES[feature]}”"


def hour_said(weekday: int, hour: int, read: Read) -> str:
    return f"{WEEKDAYS[weekday]} {hour} 点：{'没有人' if read.value == 0 else times(read)}"


def no_hour(read: Read) -> str:
    return f"另有 {times(read)}不知道是几点：终端的钟当时不对。"


def shown_first(shown: int, total: int) -> str:
    return f"一共 {total} 件，这里是放得最久的 {shown} 件；全部在导出的表里。"


def more(number: int) -> str:
    return f"还有 {number} 件"


def versions(number: int) -> str:
    return f"{number} 个版本"


# -- what may be changed ------------------------------------------------------------------------


def busy(most: int, empty: Sequence[int]) -> str:
    """``10 点最忙，12、13 点空：不急的事请改到空的时候。``"""
    return f"{most} 点最忙，{'、'.join(map(str, empty))} 点空：不急的事，可以请人那时候来。"


def unused(features: Sequence[str]) -> str:
    return f"“{'”“'.join(FEATURES[one] for one in features)}”没有人打开：在大厅里说一说，或者先收起来。"


def helped(feature: str) -> str:
    return f"“{FEATURES[feature]}”请人帮忙最多：旁边放一张说明，或者有人在旁边看着。"


def left(feature: str) -> str:
    return f"“{FEATURES[feature]}”打开的人里，一半以上没有做完就走了。"


def not_played(number: int) -> str:
    return f"发布的内容里有 {number} 件近 30 天没有放过，在下面。"
