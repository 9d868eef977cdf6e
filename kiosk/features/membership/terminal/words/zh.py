"""Interface text of 忆初心's screens: Chinese."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.features.membership.rules.record import MilestoneView, RecordView

HOME_TITLE, HOME_CAN = "忆初心", "查档案"
HOME_NOTE = "看自己的入党时间\n和入党经过"
HOME_NOTE_LARGE = "看入党时间，要身份证"
HOME_AWAY = "暂时查不到"
HOME_NEEDS_CARD = "要身份证"
HOME_NO_READER, HOME_NO_READER_LARGE = "读卡器没接上", "读卡器没接上，可以用证号和口令"

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
CARD_LYING = "上面有一张卡，请先拿开"
CARD_LYING_NOTE = "在屏幕右下方，有绿灯的地方。\n拿开以后，再放您自己的。"
TAKE_CARD = "请收好身份证"
CARD_OFFLINE = "读卡区暂时用不了"
NO_CARD = "没带身份证"

PIN_TITLE = "用证号和口令查看"
PIN_STEPS = ("看清用途", "证号和口令", "看档案")
NUMBER_FIELD, NUMBER_DIGITS = "身份证号", "18 位"
PIN_FIELD, PIN_DIGITS = "一次性口令", "6 位数字"
NUMBER_WRONG = "这个证号不对，请从头核对"
CHANGE_NUMBER = "改证号"
SEE_NUMBER = "按住看号码"
NEXT_FIELD = "下一步"
SEE_BY_PIN = "看档案"
ASKING = "正在找您的档案"

ARRIVAL_FOUND = "找到了您的档案"
ARRIVAL_NOTE = "身边有别人的话，等一会儿再看也不迟。"
SEE_RECORD = "看我的档案"
NOT_NOW_CLEAR = "先不看，清除"

PRIVATE = "只给您本人看，不动屏幕就自动清除"
PRIVATE_LARGE = "只给您看，不动屏幕就清除"
KIND = "忆初心档案"
ID_TAIL = "证件尾号"
BRANCH, BRANCH_LARGE = "所在支部", "支部"
BRANCH_THEN = "入党时支部"
CONTACTS = "联系人"
INTRODUCERS = "介绍人"
POLITICAL_BIRTHDAY = "政治生日"
COUNTS_FROM = "党龄起算"
NOT_WRITTEN = "名册里没写"
PARTY_AGE = "党龄"
PROBATION = "预备期"
PROBATION_NOTE = "转正那天起\n算党龄"
UNKNOWN_AGE_NOTE = "名册里没有\n转正日期"
NOW_IS = "现在是"
CATEGORIES = {
    "full": "正式党员",
    "probationary": "预备党员",
    "candidate": "发展对象",
    "activist": "入党\n积极分子",
    "applicant": "入党申请人",
}
MOVED = "组织关系已经转出。您在这里走过的路，还在这里。"
EXTENDED = "预备期延长了，转正那天起算党龄。"
BIRTHDAY_TODAY = "今天是您的政治生日"
SEE_COURSE_NOTE = "从递交申请书那天看起"
BACK_HERE = "回到档案"
TO_RECORD = "回到档案"
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
MILESTONES_LARGE = MILESTONES | {"activist": "确定为积极分子", "reviewed": "政审和集中培训"}
COUNTED_FROM = "党龄从这一天算起"
COUNTED_FROM_MONTH = "党龄从这个月算起"
COUNTED_FROM_LARGE = "党龄从转正那天算起"
ON_PROBATION = "现在是预备期"
WRONG_DATES = "日期不对？"
FINISH = "看完了，清除并退出"

LETTERS = "当年的材料"
LETTER_NAMES = {
    "application": "入党申请书",
    "volunteer": "入党志愿书",
    "full_application": "转正申请书",
}
LETTER_MARKERS = LETTER_NAMES
LETTER_MARKERS_LARGE = {
    "application": "入党\n申请书",
    "volunteer": "入党\n志愿书",
    "full_application": "转正\n申请书",
}
LETTER_ONLY_YOURS = "只供本人查阅，不打印。"
READ_LETTER = "一页一页看"
HEAR = "戴耳机听"
PREVIOUS_PAGE, NEXT_PAGE = "上一页", "下一页"
PREVIOUS_PART, NEXT_PART = "上一块", "下一块"
PREVIOUS_LETTER, NEXT_LETTER = "上一份", "下一份"
ZOOM_IN, ZOOM_OUT = "放大", "缩小"
LETTER_LOST = "这一页现在打不开"
LETTER_LOST_NOTE = "先看别的，或者过一会儿再试。"

WRONG_DATES_TITLE = "日期不对，可以更正"
WRONG_DATES_NOTE = "请带身份证到服务台，\n管理员对照原始材料后更正。"
WRONG_DATES_STEPS = (
    ("identification-card", "带上身份证", "证明是您本人"),
    ("users", "到服务台说一声", ""),
    ("files", "管理员核对材料", "改好了，再来看就是新的"),
)
BACK_TO_RECORD = "回到档案"

REFUSED_TITLE = "没有可显示的档案"
REFUSED_NOTE = "可能是证件或口令没有对上，\n也可能是档案还没有录进来。"
REFUSED_WHY = "屏幕上不说是哪一种，这样别人也试不出来"
REFUSED_CLEARED = "刚才的内容已经清除，不会留在屏幕上。"
LOCKED_TITLE = "请等一会儿再输"
LOCKED_NOTE = "口令连着几次没有对上，\n要等一会儿。放身份证不用等。"
YOU_CAN = "您可以"
ASK_DESK = "请到服务台，当面问"
ASK_DESK_NOTE = "带上身份证，工作人员帮您查"
TAKE_TICKET = "取党员服务号，当面问"
TRY_AGAIN = "再放一次身份证"
TRY_AGAIN_NOTE = "确认放的是本人的证"
USE_PIN = "换成证号和口令"
USE_PIN_NOTE = "口令到服务台领，工作人员要核对"
USE_CARD = "换成放身份证"
USE_CARD_NOTE = "证在身边的话，不用口令"
PIN_AGAIN = "再试一次"
PIN_AGAIN_NOTE = "核对证号和口令，再输一遍"
HOME = "知道了，回首页"

# reason: title, note
AWAY = {
    "away": ("暂时查不到", "档案那边现在连不上，\n过一会儿再看。"),
    "outside_hours": ("现在查不到", "开门的时候才能查档案，\n这样您的档案更安全。"),
    "too_many": ("暂时查不到", "这台机器这会儿查得太多了，\n过一会儿再看。"),
}
AWAY_RETRY = "再试一次"
AWAY_KEPT = "您的档案好好的，只是现在看不了。"


def pin_note(place: str) -> str:
    """Broken by sense, for where it has no room on one line."""
    return f"口令到服务台（{place}）领，\n10 分钟内用，只用一次。"


def digits_missing(count: int) -> str:
    return f"还差 {count} 位"


def wait_for_pin(seconds: int) -> str:
    """Beside a button that is off until then."""
    minutes, rest = divmod(seconds, 60)
    return f"还要等 {minutes} 分 {rest} 秒" if minutes else f"还要等 {rest} 秒"


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


def month_day(iso: str) -> str:
    """`1988-07-01` -> 7 月 1 日."""
    return " ".join(day(iso).split(" ")[2:])


def corrected(iso: str) -> str:
    """The day from which 党龄 counts, where a keeper has put it right."""
    return f"{day(iso)}（更正过）"


def greeting(name: str) -> str:
    return f"{name}，您好"


def arrival(record: RecordView, today: str) -> tuple[str, str, str]:
    """The first words: when, what, how long ago; of an anniversary only the first two. Empty: nothing is known."""
    told = anniversary(record.milestones)
    if told:
        return f"{told[0]}，", f"{told[1]}。", ""
    line = next((line for kind in _ARRIVAL for line in record.milestones if line.kind == kind), None)
    if line is None:
        return "", "", ""
    years = int(today[:4]) - int(line.date[:4]) - (today[5:] < f"{line.date}-01"[5:10])
    deed = _THAT_DAY[line.kind]
    what = f"您 {line.age} 岁，{deed.removeprefix('您')}。" if line.age is not None else f"{deed}。"
    return f"{day(line.date)}，", what, f"到今天，{years} 年了。" if years > 0 else ""


_ARRIVAL = ("joined", "full", "applied", "candidate", "activist")


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
    today = [line for line in lines if line.years_ago_today and line.kind in _THAT_DAY]
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


def letter_pages(count: int) -> str:
    return f"原件扫描，共 {count} 页"


def letter_button(name: str, count: int) -> str:
    """One of several letters."""
    return f"{name}，{count} 页"


def letter_place(page: int, pages: int) -> str:
    return f"第 {page} 页\n共 {pages} 页"


def letter_spoken(name: str, page: int, pages: int) -> str:
    """What the voice says of a picture of handwriting."""
    return f"{name}，第 {page} 页，共 {pages} 页。这是原件的照片，读不出来。"


def watermark(iso: str) -> str:
    return f"仅供本人查看　{day(iso)}"


def missing(kinds: Sequence[str]) -> str:
    """Under a timeline with gaps."""
    return "没写的日子可以到服务台补上。" if kinds else ""


def ask_desk(place: str) -> str:
    return f"{place}，{ASK_DESK_NOTE}"


def desk(place: str) -> str:
    return f"请到服务台（{place}），\n带上身份证，工作人员帮您查。"
