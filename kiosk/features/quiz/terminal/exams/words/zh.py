"""What 正式测试 says to a visitor: Chinese."""

from __future__ import annotations

from datetime import datetime

ROW_TITLE = "正式测试"
STEPS = ("看清用途", "放身份证", "答题")
TITLE = "参加正式测试"

PURPOSE_TITLE = "这次读证用来做什么"
# icon, what, and on the notice page how
PURPOSES = (
    ("user", "核对是不是您本人", "看证上的姓名和证号"),
    ("exam", "记下您的答案和成绩", "答一题存一题，管理员看得到"),
    ("calendar-blank", "到期自动删，最多存一年", "想提前删，到服务台说一声"),
)
PURPOSES_SHORT = ("核对是不是您本人", "记下答案和成绩，管理员看得到", "到期自动删，最多存一年")
PURPOSE_NOTE = "答案和成绩加密存在大厅，这台机器上不留。"
PURPOSE_NOTE_NARROW = "答案和成绩加密存在大厅，\n这台机器上不留。"
PURPOSE_MORE = "您不同意也没关系，别的都照常能用。"
AGREE = "我同意，去放身份证"
NOT_NOW = "不考了"
NEXT_STEP = "下一步，放身份证"
NEXT_STEP_NOTE = "放在屏幕右下方，有绿灯的地方。"

PUT_CARD = "请把身份证放到读卡区"
PUT_CARD_NOTE = "在屏幕右下方，有绿灯的地方。放平，别拿开。"
PUT_CARD_AGAIN = "请再放一次身份证"
PUT_CARD_AGAIN_NOTE = "答过的都在，放好证接着做。"
CARD_READING = "读到了，正在查"
CARD_READING_NOTE = "身份证可以拿走了，别忘在这里。"
CARD_ASKING = "正在找您的测试"
CARD_UNREAD = "没读出来"
CARD_UNREAD_NOTE = "请拿开，再放一次。放平，别叠着别的卡。"
CARD_LYING = "上面有一张卡，请先拿开"
CARD_LYING_NOTE = "在屏幕右下方，有绿灯的地方。\n拿开以后，再放您自己的。"
TAKE_CARD = "请收好身份证"
CARD_OFFLINE = "读卡区暂时用不了"

PRIVATE = "只给您本人看，不动屏幕就自动清除"
PRIVATE_LARGE = "只给您看，不动屏幕就清除"

OWN_NOTE = "只能考一次。中途停下，放同一张证接着做。"
NONE_OPEN = "现在没有您的测试"
BEGIN, GO_ON, SEE_RESULT = "现在开始", "接着做", "看成绩"
STARTING = "正在拿题"
UNTIMED = "不限时间"

CHANGE_UNTIL = "交卷之前，随时可以改。"
LAST_MINUTES = "还有 5 分钟，到时间自动交卷。"
BEFORE, NEXT, SKIP, HAND_IN = "上一题", "下一题", "先跳过", "交卷"

WAIT_TITLE = "先停在这儿，时间也停了"
WAIT_NOTE = "大厅暂时连不上，连上了自动接着做。"
WAIT_SAVED = "前面答过的都在大厅里存好了。"
WAIT_UNSENT = "前面的都存好了，刚才这一题正在等着交。"
WAIT_LEAVE = "先离开"
WAITING = "正在等大厅"
WAIT_HOW = "等不及，可以先离开"
WAIT_HOW_NOTE = "放同一张身份证，在哪台机器都能接着做"

LEAVE_TITLE = "要先停下吗？"
LEAVE_NOTE = "停下以后时间不走，答过的都存好了。"
LEAVE_HOW_NOTE = "放同一张身份证，在哪台机器都能接着做"
STOP_HERE = "先停下"
STAY = "不停，接着做"

LAST_TITLE = "现在交卷吗？"
LAST_NOTE = "交了就不能再改，成绩马上出来。"
ALL_ANSWERED = "每一题都答了"
TO_OPEN = "去答没答的"
BACK_TO_PAPER = "再看看"
HAND_IN_NOW = "交卷"
HANDING_IN = "正在交卷"
OPEN_COUNTS = "没答的按没答对算"
CLOCK_HANDS_IN, NO_CLOCK = "到时间自动交卷", "不着急，可以再看看"
AFTER, AFTER_NOTE = "交卷以后", "大厅马上判分，这场测试您只考这一次"

RESULT = "您的成绩"
POINTS = "分"
FULL_MARKS = "满分 100"
PASSED, NOT_PASSED = "达到合格线", "还没到合格线"
ENDED = {
    "handed_in": "卷子交好了，成绩大厅已经存下。",
    "before": "这份卷子您交过了，只能考一次。",
    "time_up": "时间到了，答过的都算。",
    "closed": "测试结束了，答过的都算。",
}
CERTIFICATE = "打印成绩单"
CERTIFICATE_NOTE = "打不出来也不要紧，测试结束以前，放同一张证还能再打。"
FINISH = "看完了，清除并退出"
HANDED_IN_AT = "交卷时间"

# why: title, note
TOLD = {
    "nobody": ("没有可参加的测试", "可能是名单里还没有您，\n也可能是还没到时间。"),
    "away": ("暂时考不了", "大厅暂时连不上，\n过一会儿再来。"),
    "too_many": ("暂时考不了", "这台机器这会儿读证太多了，\n过一会儿再来。"),
    "elsewhere": ("您在另一台机器上", "同一张证在那边接着做了，\n这边先停下。"),
    "closed": ("这场测试结束了", "您答过的都算，\n成绩找组织测试的人问。"),
    "unclear": ("先停在这儿", "答过的都在大厅里，\n再放一次证接着做。"),
}
YOU_CAN = "您可以"
ASK_DESK = "请到服务台，当面问"
ASK_DESK_NOTE = "带上身份证，工作人员帮您查"
CARD_AGAIN = "再放一次身份证"
CARD_HERE = "在这里接着做"
HOME = "知道了，回首页"


def row_note(titles: tuple[str, ...]) -> str:
    """Under 正式测试 among the papers."""
    return f"{listed(titles)}\n要身份证，只能考一次"


def listed(titles: tuple[str, ...]) -> str:
    return titles[0] if len(titles) == 1 else f"{titles[0]}等 {len(titles)} 场"


def waiting(seconds: int) -> str:
    return f"正在等您放证，还有 {seconds} 秒"


def agreed(at: str) -> str:
    return f"{at} 您已同意"


def desk(place: str) -> str:
    return f"请到服务台（{place}），\n工作人员帮您。"


def ask_desk(place: str) -> str:
    return f"{place}，{ASK_DESK_NOTE}"


def seconds_left(seconds: int) -> str:
    return f"{seconds} 秒"


def own_title(who: str, count: int) -> str:
    return f"{who}，您有 {count} 场测试" if count else f"{who}，您好"


def exam_note(count: int, seconds: int | None, at: str) -> str:
    """Under the title of one that has not begun."""
    return f"{count} 题，{length(seconds)}\n{moment(at)} 结束"


def paused_note(answered: int, count: int, left_seconds: int | None) -> str:
    left = "" if left_seconds is None else f"，还有 {-(-left_seconds // 60)} 分钟"
    return f"答了 {answered} 题，共 {count} 题{left}"


def done_note(points: int, passed: bool) -> str:
    return f"已交卷，{points} 分\n{PASSED if passed else NOT_PASSED}"


def length(seconds: int | None) -> str:
    return UNTIMED if seconds is None else f"{max(1, round(seconds / 60))} 分钟"


def moment(at: str) -> str:
    """`2026-11-30T16:20:00+08:00` -> 11 月 30 日 16:20."""
    when = datetime.fromisoformat(at)
    return f"{when.month} 月 {when.day} 日 {when.hour}:{when.minute:02d}"


def number(place: int) -> str:
    return f"第 {place + 1} 题"


def of_total(total: int) -> str:
    return f"　共 {total} 题"


def minutes_left(minutes: int) -> str:
    return f"还有 {minutes} 分钟" if minutes > 1 else "不到 1 分钟"


def answered_of(answered: int, total: int) -> str:
    return f"{total} 题里答了 {answered} 题"


def left_open(count: int) -> str:
    return f"还有 {count} 题没答" if count else ALL_ANSWERED


def left_time(minutes: int | None) -> str:
    return UNTIMED if minutes is None else minutes_left(minutes)


def answered(right: int, total: int, seconds: int) -> str:
    return f"{total} 题答对 {right} 题，用时 {duration(seconds)}"


def duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def handed_in_at(when: str) -> str:
    return f"{HANDED_IN_AT} {when}"
