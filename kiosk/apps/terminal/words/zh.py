"""Interface text of the terminal's own screens: Chinese."""

from __future__ import annotations

from datetime import datetime

START = "轻触屏幕开始"
ATTRACT_HELP = "不会用也没关系，点开后有“请人帮忙”"

ASK = "今天想办点什么？"
ASK_LARGE = "想办点什么？"

ALL = "全部服务"
ALL_NOTE_LARGE = "先点一类，再点要办的"
GROUPS = {"errands": "办事", "learning": "学习", "seeing": "看一看", "saying": "说一说"}
GROUPS_UPRIGHT = {"errands": "办\n事", "learning": "学\n习", "seeing": "看\n一\n看", "saying": "说\n一\n说"}
GONE = "现在用不了"
SEE_ALL, TO_HOME = "看全部服务", "回首页"

IDLE_TITLE = "您还在看吗？"
IDLE_EXTEND = "还在看，再给我一分钟"
IDLE_END = "看完了，现在清除"
IDLE_END_PLAIN = "不看了，结束使用"
IDLE_LAST = "已经续满，可以点“请人帮忙”"

TAKE_CARD = "请收好身份证"
TAKE_CARD_WHERE = "在屏幕右下方，有绿灯的地方。"
NEXT_VISITOR = "下一位，请点这里开始"

STAFF_TITLE = "工作人员维护"
STAFF_NO_PIN = "还没有设维护口令"
STAFF_NO_PIN_NOTE = "请在这台机器上运行 kiosk maintenance-pin 设一个。"
STAFF_ENTER = "请输入维护口令"
STAFF_WRONG = "口令不对"
STAFF_RESTART = "重启程序"
STAFF_DESKTOP = "退到桌面"
STAFF_POWER = "关机"
STAFF_SURE = {"restart": "要重启程序吗？", "desktop": "要退到桌面吗？", "power": "要关机吗？"}
STAFF_SURE_NOTE = "正在用的人会被打断。"
YES = "是"
NO = "不，返回"
CLEAR = "清空"
ENTER = "确定"


def greeting(hour: int) -> str:
    """How people greet at that hour, 0..23."""
    if 5 <= hour < 9:
        return "早上好，"
    if 9 <= hour < 12:
        return "上午好，"
    if 12 <= hour < 14:
        return "中午好，"
    return "下午好，" if 14 <= hour < 18 else "晚上好，"


def services(count: int) -> str:
    """Under 全部服务, in a small tile."""
    return f"共 {count} 样"


def all_note(count: int) -> str:
    return f"共 {count} 样，点一样就打开"


def all_large(count: int) -> str:
    return f"共 {count} 样，分类放好了"


def gone(title: str) -> str:
    """What was tapped has just stopped."""
    return f"“{title}”刚刚收起来了。\n别的都还在，可以看看。" if title else "刚刚收起来了。\n别的都还在，可以看看。"


def idle_note(seconds: int, private: bool) -> str:
    what = "会清除您的内容，\n回到首页。内容已经先盖住了。" if private else "会回到首页，\n方便下一位使用。"
    return f"没有人碰屏幕，{seconds} 秒后{what}"


def extensions(left: int) -> str:
    return f"没看完就点“还在看”，最多再点 {left} 次。"


def wait_seconds(seconds: int) -> str:
    return f"请等 {seconds} 秒再试"


HOURS_UNKNOWN = "开放时间请看门口"
SHUT = {
    "before": "还没开门",
    "midday": "午休",
    "break": "现在休息",
    "over": "今天结束了",
    "not_today": "今天不开放",
}
WAITING_UNKNOWN = "取号请到服务台"
NOTHING_OPEN = "窗口都在休息"
DATE_UNSURE = "正在核对日期，先不取号"
NOBODY_WAITS = "现在不用等"
OPEN_ALL_DAY = "今天全天开放"


def open_hours(spans: tuple[tuple[str, str], ...]) -> str:
    """(("08:30", "12:00"), ("13:30", "17:30")) -> 今天 8:30–12:00，13:30–17:30 开放."""
    if not spans:
        return HOURS_UNKNOWN
    first, last = spans[0][0], spans[-1][1]
    if len(spans) == 1 and first == "00:00" and last in ("24:00", "23:59"):
        return OPEN_ALL_DAY
    if len(spans) > 2:
        return f"今天 {first.removeprefix('0')}–{last.removeprefix('0')}，分 {len(spans)} 段"
    parts = [f"{opens.removeprefix('0')}–{closes.removeprefix('0')}" for opens, closes in spans]
    return f"今天 {'，'.join(parts)} 开放"


def shut_until(shut: str, at: str | None, today: str) -> str:
    """("midday", …) -> 午休，13:30 继续; ("over", …) -> 今天结束了，11 月 18 日 8:30 开门."""
    if at is None:
        return SHUT[shut]
    clock = at[11:16].removeprefix("0")
    if shut in ("midday", "break"):
        return f"{SHUT[shut]}，{clock} 继续"
    day = "" if at[:10] == today else f"{int(at[5:7])} 月 {int(at[8:10])} 日 "
    return f"{SHUT[shut]}，{day}{clock} 开门"


def waiting(people: int, low: int, high: int) -> str:
    return f"{people} 人在等，约 {max(1, low)}–{high} 分钟"


NO_RELEASE_BEFORE = "没有上一版可以退回"
DISK_REFUSES = "磁盘写不进去，没有换"
TREE_REFUSED = {
    "no_release": "U 盘上没有内容：请在大厅的机器上用 kiosk pack stick 拷",
    "unknown": "大厅没有发布过 U 盘上的内容，没有收",
    "wrong_file": "U 盘上有文件缺了或者坏了，没有收；请再拷一次",
    "refused": "这台终端不收 U 盘上的这一版",
}


def taken_from_stick(packs: int) -> str:
    return f"换好了，现在放 U 盘上的 {packs} 个内容包"


DATE_RIGHT, DATE_WRONG, DATE_LATER = "对", "不对", "以后再说"
DATE_TITLE = "今天的日期"
DATE_KEPT = "连上时间服务器以前，按您写的走。"
DATE_TYPE = "年 月 日 时 分，共 12 位数字"
DATE_REFUSED = {
    "NoSuchTime": "没有这个日期或时间，请再看一遍",
    "TimeServerKnows": "时间由时间服务器校准，不用改",
    "ClerksDecide": "这个大厅有窗口人员，请在窗口页面上定",
}
DATE_AWAY = "大厅服务没有回话，没有记下，请再按一次"


def date_question(now: datetime) -> str:
    return f"{now.month} 月 {now.day} 日，对吗？"


def date_why(now: datetime, before: datetime | None, *, served: bool) -> str:
    """What the clock says, and what becomes of numbers meanwhile."""
    clock = f"钟上是 {now.year} 年 {now.month} 月 {now.day} 日，{now.hour}:{now.minute:02d}。"
    last = f"\n上一次是 {before.year} 年 {before.month} 月 {before.day} 日。" if before else ""
    return f"{clock}{last}\n" + ("没有时间服务器，请看一眼日历。" if served else "定下来以前不出号。")
