"""What is said before a paper that is for members: Chinese."""

from __future__ import annotations

TITLE = "党员做的试卷"
STEPS = ("看清用途", "放身份证", "答题")

PURPOSE_TITLE = "这次读证用来做什么"
# icon, what, and on the notice page how
PURPOSES = (
    ("user", "看大厅里有没有您的党员档案", "用证上的姓名和证号查一次"),
    ("eye-slash", "只问有或没有，档案不打开", "屏幕上不出现您的姓名"),
    ("lock-simple", "照片和证号都不留", "答了什么、得了几分，也不记名"),
)
PURPOSES_SHORT = ("查有没有您的党员档案", "只问有或没有，档案不打开", "照片和证号都不留")
PURPOSE_NOTE = "只留一条查询记录，没有姓名和证号，至少存 6 个月。"
PURPOSE_NOTE_NARROW = "只留一条查询记录，\n没有姓名和证号，至少存 6 个月。"
PURPOSE_MORE = "您不同意也没关系，别的试卷都照常能做。"
AGREE, NOT_NOW = "我同意，去放身份证", "不做了"
NEXT_STEP = "下一步，放身份证"
NEXT_STEP_NOTE = "放在屏幕右下方，有绿灯的地方。"

PUT_CARD = "请把身份证放到读卡区"
PUT_CARD_NOTE = "在屏幕右下方，有绿灯的地方。放平，别拿开。"
CARD_READING, CARD_READING_NOTE = "读到了，正在查", "身份证可以拿走了，别忘在这里。"
CARD_ASKING = "正在问大厅"
CARD_UNREAD, CARD_UNREAD_NOTE = "没读出来", "请拿开，再放一次。放平，别叠着别的卡。"
CARD_LYING = "上面有一张卡，请先拿开"
CARD_LYING_NOTE = "在屏幕右下方，有绿灯的地方。\n拿开以后，再放您自己的。"
CARD_OFFLINE = "读卡区暂时用不了"
TAKE_CARD = "请收好身份证"

# On the row of such a paper: what it wants, and why it cannot be begun now.
ROW = "党员做，要放身份证"
ROW_SHUT = {"reader": "党员做，读卡区暂时用不了", "away": "党员做，大厅暂时连不上"}

# why: title, note
TOLD = {
    "refused": ("这一套现在做不了", "可能是大厅里没有您的党员档案，\n也可能是证和档案没有对上。"),
    "reader": ("读卡区暂时用不了", "党员做的试卷要放身份证，\n别的试卷照常能做。"),
    "away": ("大厅暂时连不上", "党员做的试卷要问一问大厅，\n别的试卷照常能做。"),
    "outside_hours": ("现在不是开门时间", "党员做的试卷开门的时候才能做，\n别的试卷照常能做。"),
    "too_many": ("这台机器查得多了", "请过一会儿再放证，\n别的试卷照常能做。"),
}
YOU_CAN = "您可以"
ASK_DESK = "到服务台问一问"
OTHERS, AGAIN = "看看别的试卷", "再放一次证"


def ask_desk(place: str) -> str:
    return f"{place}，带上身份证"


def agreed(at: str) -> str:
    return f"{at} 您已同意"


def waiting(seconds: int) -> str:
    return f"正在等您放证，还有 {seconds} 秒"


def desk(place: str) -> str:
    return f"请到服务台（{place}），\n工作人员帮您。"
