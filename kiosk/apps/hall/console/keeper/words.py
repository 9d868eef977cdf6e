"""Every Chinese text of the keeper's pages that is not a hall's own data."""

from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.core.web.words import NONE, PASSWORD_RULE

TODAY, RATINGS, HOURS, PLAN = "今天", "评价", "开放时间", "事项和窗口"
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
CLOCK_RIGHT = "时钟是对的"
NOTE = "怎么处理的"
NOTE_MISSING = "请写一句怎么处理的（200 字以内）；已经关上的不能再关。"
CLOSE_RATING = "关上"
NO_OPEN_RATINGS = "没有要处理的评价"
OPEN_RATINGS = "要处理的评价"
OPEN_RATINGS_NOTE = "不满意的评价一直留在这里，写明怎么处理的再关上。"
WEEK = "每周"
WEEK_NOTE = "写作 08:30-12:00，13:30-17:30；空着就是不开门。"
WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")
DATES = "不一样的日子"
DATES_NOTE = "节假日、调休上班、临时的开放时间。"
DATE_HEADS = ("日期", "名称", "怎么开", "")
DATE_KINDS = {"closed": "不开门", "like": "照某一天上班", "own": "另写时间"}
DATE, NAME, KIND, LIKE, OWN = "日期", "名称", "怎么开", "照哪一天", "开放时间"
ADD, DELETE = "加上", "删去"
SERVICES, WINDOWS = "事项", "窗口"
SERVICE_FIELDS = ("字母", "名称", "说明", "从", "到", "每件约（分）", "状态")
RETIRED = "停用的"
BRING_BACK = "重新启用"
STATES = {"open": "在办", "paused": "暂停", "retired": "停用"}
QUOTA = "限号（空着不限；写作 08:30-12:00 40）"
PRIORITY_RANGE = "901–999 号留给优先号。停用的不再显示，号和统计都还在。"
WINDOW_SERVES = "办哪些事项"
NEW_SERVICE, NEW_WINDOW = "加一个事项", "加一个窗口"
PEOPLE = "人员"
PEOPLE_NOTE = "密码由您先设一个，本人第一次进入时换掉。"
ADD_PERSON = "加一个人"
ROLE = "角色"
RESET = "重设密码"
CLOSE_ACCOUNT = "停用"
CLOSED_ACCOUNT = "已停用"
MUST_CHANGE = "待本人换密码"
PADS = "评价牌"
PADS_NOTE = "在平板上打开 /pad/窗口序号，由窗口人员或管理员开一次。"
TAKE_PAD_BACK = "收回"
PEOPLE_REFUSED = {
    "NameRefused": "姓名要 1 到 20 个字，不能和别人一样。",
    "PasswordRefused": PASSWORD_RULE,
    "UnknownAccount": "没有这个人，或者已经停用。",
    "LastKeeper": "至少要留一位管理员。",
}


def hours_unread(text: str) -> str:
    return f"“{text[:30]}”没看懂，请写作 08:30-12:00。"


def quota_unread(text: str) -> str:
    return f"限号“{text[:30]}”没看懂，请写作 08:30-12:00 40。"


def quota_text(slots: Sequence[tuple[str, str, int]]) -> str:
    """``08:30-12:00 40，13:30-17:30 30``: as the form reads it back."""
    return "，".join(f"{opens}-{closes} {most}" for opens, closes, most in slots)


def count(number: int) -> str:
    return f"{number} 个"


def good_share(levels: Mapping[int, int]) -> str:
    """The share of the upper three levels, as reports of 好差评 give it."""
    total = sum(levels.values())
    return f"满意率 {100 * sum(levels.get(one, 0) for one in (1, 2, 3)) / total:.1f}%，共 {total} 个" if total else NONE


def wait_text(found: Any) -> str:
    return f"{found.wait_p50_minutes:.0f} / {found.wait_p90_minutes:.0f} 分"


def date_how(like_weekday: int | None, spans: Sequence[tuple[str, str]] | None) -> str:
    if like_weekday is not None:
        return f"照{WEEKDAYS[like_weekday]}"
    return "，".join(f"{opens}-{closes}" for opens, closes in spans) if spans else DATE_KINDS["closed"]
