"""Interface text of 忆初心's screens: Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.membership.record import MilestoneView, RecordView

TITLE = "查看我的忆初心档案"
STEPS = ("看清用途", "放身份证", "看档案")

PURPOSE_TITLE = "这次读证用来做什么"
# icon, what, and on the notice page how
PURPOSES = (
    ("user", "核对是不是您本人", "看证上的姓名和证号"),
    ("file-text", "找出您自己的入党时间和经过", "只给您看，别人看不到"),
    ("eye-slash", "照片和证号都不留", "不打印，看完就清除"),
)
PURPOSE_LAST_SHORT = "照片和证号都不留，看完就清除"
PURPOSE_NOTE = "只留一条查询记录，没有姓名和证号，至少存 6 个月。"
PURPOSE_NOTE_NARROW = PURPOSE_NOTE.replace("，没有", "，\n没有")
PURPOSE_MORE = "您不同意也没关系，别的都照常能用。"
AGREE = "我同意，去放身份证"
NOT_NOW = "不看了"
NEXT_STEP = "下一步，放身份证"
NEXT_STEP_NOTE = "放在屏幕右下方，有绿灯的地方。"

PUT_CARD = "请把身份证放到读卡区"
PUT_CARD_NOTE = "在屏幕右下方，有绿灯的地方。放平，别拿开。"
CARD_READING = "读到了，正在查"
CARD_READING_NOTE = "身份证可以拿走了，别忘在这里。"
CARD_ASKING = "正在找您的档案"
CARD_UNREAD = "没读出来"
CARD_UNREAD_NOTE = "请拿开，再放一次。放平，别叠着别的卡。"
CARD_OFFLINE = "读卡区暂时用不了"

PRIVATE = "只给您本人看，不动屏幕就自动清除"
PRIVATE_LARGE = "只给您看，不动屏幕就清除"
KIND = "忆初心档案"
ID_TAIL = "证件尾号"
BRANCH, BRANCH_LARGE = "所在支部", "支部"
INTRODUCERS = "介绍人"
NOT_WRITTEN = "名册里没写"
PARTY_AGE = "党龄"
PROBATION = "预备期"
PROBATION_NOTE = "转正那天起\n算党龄"
UNKNOWN_AGE_NOTE = "名册里没有\n转正日期"
COURSE = "入党经过"
MILESTONES = {
    "applied": "递交入党申请书",
    "talked": "党组织派人谈话",
    "activist": "确定为入党积极分子",
    "candidate": "列为发展对象",
    "reviewed": "政治审查和集中培训",
    "joined": "接收为预备党员",
    "extended": "延长预备期",
    "full": "转为正式党员",
}
MILESTONES_LARGE = MILESTONES | {"activist": "确定为积极分子"}
COUNTED_FROM = "党龄从这一天算起"
COUNTED_FROM_MONTH = "党龄从这个月算起"
COUNTED_FROM_LARGE = "党龄从转正那天算起"
ON_PROBATION = "现在是预备期"
WRONG_DATES = "日期不对？"
FINISH = "看完了，清除并退出"

WRONG_DATES_TITLE = "日期不对，可以更正"
WRONG_DATES_NOTE = "请带身份证到服务台，\n管理员对照原始材料后更正。"
WRONG_DATES_STEPS = (
    ("identification-card", "带上身份证", "证明是您本人"),
    ("users", "到服务台说一声", ""),
    ("files", "管理员核对材料", "改好了，再来看就是新的"),
)
BACK_TO_RECORD = "回到档案"

REFUSED_TITLE = "没有可显示的档案"
REFUSED_NOTE = "可能是证件没有对上，\n也可能是档案还没有录进来。"
REFUSED_WHY = "屏幕上不说是哪一种，这样别人也试不出来"
REFUSED_CLEARED = "刚才读到的内容已经清除，不会留在屏幕上。"
YOU_CAN = "您可以"
ASK_DESK = "请到服务台，当面问"
ASK_DESK_NOTE = "带上身份证，工作人员帮您查"
TAKE_TICKET = "取党员服务号，当面问"
TRY_AGAIN = "再放一次身份证"
TRY_AGAIN_NOTE = "确认放的是本人的证"
HOME = "知道了，回首页"

# reason: title, note
AWAY = {
    "away": ("暂时查不到", "档案那边现在连不上，\n过一会儿再看。"),
    "outside_hours": ("现在查不到", "开门的时候才能查档案，\n这样您的档案更安全。"),
    "too_many": ("暂时查不到", "这台机器这会儿查得太多了，\n过一会儿再看。"),
}
AWAY_RETRY = "再试一次"
AWAY_KEPT = "您的档案好好的，只是现在看不了。"


def waiting(seconds: int) -> str:
    return f"正在等您放证，还有 {seconds} 秒"


def agreed(at: str) -> str:
    return f"{at} 您已同意"


def seconds_left(seconds: int) -> str:
    return f"{seconds} 秒"


def day(iso: str) -> str:
    """`1988-07-01` -> 1988 年 7 月 1 日; a month without its day stays without; empty: not written."""
    if not iso:
        return NOT_WRITTEN
    numbers = (str(int(part)) for part in iso.split("-"))
    return " ".join(f"{number} {unit}" for number, unit in zip(numbers, "年月日", strict=False))


def counted_from(iso: str) -> str:
    return COUNTED_FROM if iso.count("-") == 2 else COUNTED_FROM_MONTH


def years_unit(count: int) -> str:
    """Under the number of years."""
    return "年"


def months_unit(count: int) -> str:
    """Under the number of months."""
    return "个月"


def age(years: int | None) -> str:
    return "" if years is None else f"{years} 岁"


def introducers(names: Sequence[str]) -> str:
    return "、".join(names) if names else NOT_WRITTEN


def course(record: RecordView, *, a_line_each: bool = False) -> str:
    """One calm sentence over the timeline: 21 岁递交申请书，23 岁加入党组织，24 岁转正。"""
    ages = {line.kind: line.age for line in record.milestones if line.age is not None}
    parts = [f"{ages[kind]} 岁{deed}" for kind, deed in _DEEDS if kind in ages]
    return ("，\n" if a_line_each else "，").join(parts) + "。" if parts else ""


_DEEDS = (("applied", "递交申请书"), ("joined", "加入党组织"), ("full", "转正"))


def anniversary(lines: Sequence[MilestoneView]) -> tuple[str, str] | None:
    """(40 年前的今天, 您递交了入党申请书); of several the latest step counts."""
    today = [line for line in lines if line.years_ago_today]
    if not today:
        return None
    return f"{today[-1].years_ago_today} 年前的今天", _THAT_DAY[today[-1].kind]


def that_day(when: str, what: str) -> str:
    """An anniversary as one line."""
    return f"{when}，{what}"


def that_day_lines(when: str, what: str) -> tuple[str, str]:
    return f"{when}，", f"{what}。"


_THAT_DAY = {
    "applied": "您递交了入党申请书",
    "activist": "您成为入党积极分子",
    "candidate": "您被列为发展对象",
    "joined": "您成为预备党员",
    "full": "您转为正式党员",
}


def missing(kinds: Sequence[str]) -> str:
    """Under a timeline with gaps."""
    return "没写的日子可以到服务台补上。" if kinds else ""


def ask_desk(place: str) -> str:
    return f"{place}，{ASK_DESK_NOTE}"


def desk(place: str) -> str:
    return f"请到服务台（{place}），\n带上身份证，工作人员帮您查。"
