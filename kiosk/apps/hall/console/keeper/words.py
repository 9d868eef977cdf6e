"""Every Chinese text of the keeper's first page and of its workbook that is not a hall's own data."""

from collections.abc import Mapping
from typing import Any

from kiosk.core.web.words import NONE

TODAY = "今天"
SHEETS = ("事项", "窗口", "评价")
FIGURE_HEADS = ("", "取号", "叫号", "办结", "过号", "转出", "等候中位（分）", "等候九成（分）", "办理平均（分）")
RATING_HEADS = ("号码", "事项", "窗口", "评价", "哪里没做好", "时间", "处理")
REPORT_NAME = "大厅日报"
DOWNLOAD = "下载表格"
OTHER_DAY = "看哪一天"
LOOK = "看"
ALL = "合计"
BY_SERVICE, BY_WINDOW = "按事项", "按窗口"
WAIT_CHART = "等候时间，浅色是九成人以内，深色是一半人以内"
RATING_CHART = "评价"
HOUR_CHART = "每小时取号"
HOUR_UNIT = "点"
NOTHING_YET = "还没有可以算的"
TRAINING_ON, TRAINING_OFF = "开始演练", "结束演练"
TRAINING_WHY = "演练时小票写“演练”，不限时间和数量，不计入统计；没有人在等时才能开始，当天结束自动停。"


def count(number: int) -> str:
    return f"{number} 个"


def good_share(levels: Mapping[int, int]) -> str:
    """The share of the upper three levels, as reports of 好差评 give it."""
    total = sum(levels.values())
    return f"满意率 {100 * sum(levels.get(one, 0) for one in (1, 2, 3)) / total:.1f}%，共 {total} 个" if total else NONE


def wait_text(found: Any) -> str:
    return f"{found.wait_p50_minutes:.0f} / {found.wait_p90_minutes:.0f} 分"


HELP_GO = "我去"


def help_overdue(terminal: str, minutes: int) -> str:
    return f"{terminal}请人帮忙，等了 {minutes} 分钟，还没有人去"
