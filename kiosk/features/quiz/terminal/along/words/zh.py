"""What is taken along from the quiz, in Chinese."""

from __future__ import annotations

from datetime import date

LEAVE_TITLE = "先不做了吗？"
LEAVE_PRINT = "打一张小票，下次接着做"
LEAVE_STOP = "不做了"
LEAVE_STOP_NOTE = "答过的都清掉，什么也不留下"
LEAVE_ON = "接着做"
LEAVE_KEPT_TITLE = "凭这个号接着做"
LEAVE_KEPT_NOTE = "小票没出来也不要紧，记下这 8 个数字就行。"
LEAVE_PRINT_AGAIN = "再打一张"
LEAVE_DONE = "好，走了"
LEAVE_FULL = "现在存不下，只能接着做，或者不做了"

CODE_ROW, CODE_ROW_NOTE = "凭小票接着做", "输入小票上的 8 个数字"
CODE_TITLE = "输入小票上的数字"
CODE_NOTE = "8 个数字，用到小票上写的那一天。"
CODE_FIELD = "小票上的号"
CODE_ON = "接着做"
CODE_ASKING = "正在找"
CODE_SAID = {
    "check": "号不对，请对着小票看看",
    "unknown": "没有这个号：可能输错了，过期了，或者用过了",
    "gone": "这套题已经撤下，不能接着做了",
}

MORE_TITLE = "还想做什么？"
MORE_PRINT, PRINT = "打印错题", "打印错题"
MORE_KEEP, MORE_KEEP_NOTE = "凭身份证存下来", "下次放同一张证，这次和那次比着看"
MORE_BACK = "回到成绩"
PRACTISE_NOTE = "只做这次没答对的，不算成绩"
SEE_KEPT, SEE_KEPT_NOTE = "看我存过的成绩", "要放身份证；可以全部删掉"

TAKE_CARD = "请收好身份证"
PURPOSE_TITLE = "这次读证用来做什么"
# icon, what, and on the notice page how
KEEP_PURPOSES = (
    ("user", "认出是同一个人", "看证上的姓名和证号"),
    ("download-simple", "存下分数和分项的对错数", "不存题目，也不存您选了什么"),
    ("lock-simple", "加密存在大厅，只给您看", "下次放同一张证，才看得到"),
)
SEE_PURPOSES = (
    ("user", "认出是同一个人", "看证上的姓名和证号"),
    ("chart-bar", "找出您自己存过的成绩", "只给您看，别人看不到"),
    ("eye-slash", "照片和证号都不留", "看完就清除"),
)
PURPOSE_NOTE = "读证另留一条记录，没有姓名和证号，\n这条记录至少存 6 个月。"
KEEP_TITLE = "把这次成绩存下来"
KEEP_STEPS, SEE_STEPS = ("看清存什么", "放身份证", "比一比"), ("看清用途", "放身份证", "看成绩")
SEE_MORE = "在这一页里，随时可以全部删掉。"
NOT_NOW, NOT_SEE, AGREE = "不存了", "不看了", "我同意，去放身份证"

PUT_CARD = "请把身份证放到读卡区"
PUT_CARD_NOTE = "在屏幕右下方，有绿灯的地方。放平，别拿开。"
CARD_READING, CARD_READING_NOTE = "读到了，正在存取", "身份证可以拿走了，别忘在这里。"
CARD_ASKING = "正在存取"
CARD_UNREAD, CARD_UNREAD_NOTE = "没读出来", "请拿开，再放一次。放平，别叠着别的卡。"
CARD_LYING = "上面有一张卡，请先拿开"
CARD_LYING_NOTE = "在屏幕右下方，有绿灯的地方。\n拿开以后，再放您自己的。"
CARD_OFFLINE = "读卡区暂时用不了"

KEPT = "存好了"
THEN, NOW = "那次", "这次"
BY_TOPIC = "分项比一比"
NOT_ASKED = "没有考到"
ANOTHER = "换一次比"
FORGET_ONE, FORGET, FORGET_ALL, KEEP_THEM = "删掉这次", "都删掉", "都删掉", "留着"
FORGET_NOTE = "删掉以后找不回来。"
NOTHING, NOTHING_NOTE = "没有存过的成绩", "做完一套，可以凭身份证存下来。"
GONE, GONE_NOTE = "删掉了", "大厅里没有您的成绩了。"
DONE = "好"
TROUBLE_SAID = {
    "away": ("暂时存取不了", "成绩没有存下。号照常能取，过一会儿再试。"),
    "outside_hours": ("现在不能存取", "开门的时候再来，放同一张证就行。"),
    "too_many": ("这台机器查得多了", "请过一会儿再试，或者换一台。"),
    "gone": ("请再放一次证", "时间长了，为了安全，要重新放证。"),
}


def day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def month(day: date) -> str:
    return f"{day.year} 年 {day.month} 月"


def leave_stands(number: int, total: int, answered: int) -> str:
    return f"共 {total} 题，做到第 {number} 题，答了 {answered} 题。"


def leave_until(until: str) -> str:
    return f"用到 {until}，在这台机器上接着做"


def code(text: str) -> str:
    """As it is read: four and four."""
    return f"{text[:4]} {text[4:]}".strip()


def code_missing(count: int) -> str:
    return f"还差 {count} 个数字"


def code_wait(seconds: int) -> str:
    return f"错得多了，{seconds} 秒后再试"


def gone(count: int) -> str:
    return f"有 {count} 题已经撤下，不算在内"


def more(*, mistakes: bool, keeps: bool) -> str:
    """What lies behind the button on the result, besides printing."""
    return "、".join((*(["再练"] if mistakes else []), *(["保存"] if keeps else [])))


def practise(count: int) -> str:
    return f"再练没答对的 {count} 题"


def practise_of(paper: str) -> str:
    return f"再练：{paper}"


def printed(first: int, last: int, total: int) -> str:
    """Which mistakes stand on the slip, where it has not all."""
    return f"这张是第 {first} 到 {last} 道错题，共 {total} 道；一分钟后可以打下一张"


def mistakes(count: int) -> str:
    return f"{count} 道错题和正确答案，用手机扫小票能存文字"


def keep_until(until: str) -> str:
    return f"成绩存到 {until}，到期自动删。\n随时可以收回，不同意也没关系。"


def agreed(at: str) -> str:
    return f"{at} 您已同意"


def waiting(seconds: int) -> str:
    return f"正在等您放证，还有 {seconds} 秒"


def desk(place: str) -> str:
    return f"请到{place}问一问。"


def full_day(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def of_total(right: int, total: int) -> str:
    return f"{total} 题答对 {right} 题"


def points(number: int) -> str:
    return f"{number} 分"


def topics_left(count: int) -> str:
    return f"还有 {count} 项没有列出"


def forget_all(count: int) -> str:
    return f"{count} 次成绩都删掉吗？"


def one_gone() -> str:
    return "这次的删掉了，以前的还在。"


def when(which: str, day: str) -> str:
    return f"{which}　{day}"
