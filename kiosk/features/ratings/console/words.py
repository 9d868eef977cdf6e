"""Every Chinese text of the rating pad, and of ratings wherever they are shown."""

PAD_TITLE = "评价"
PAD_IDLE = "欢迎，请坐"
PAD_IDLE_NOTE = "办完以后，请在这里点一下满意不满意"
PAD_ONE_TOUCH = "点一个就行"
PAD_WHY = "哪里没做好？"
PAD_WHY_NOTE = "可以选几个，也可以不选，过一会儿自己交"
PAD_SEND = "交评价"
PAD_PRIVATE = "只记号，不记姓名"
PAD_THANKS = "收到了，谢谢您"
PAD_CHANGE = "改一改"
PAD_OPEN_TITLE = "把这台平板用作评价牌"
PAD_OPEN_NOTE = "窗口人员或管理员开一次，以后一直可用；它只能给这个窗口评价，管理员可以收回。"
PAD_OPEN_GO = "打开评价牌"

LEVELS = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
REASONS = {
    "waited": "等得太久",
    "unclear": "没有说清楚",
    "unfriendly": "态度不好",
    "trips": "多跑了几趟",
    "papers": "材料要得多",
    "other": "别的原因",
}


def pad_question(number: str) -> str:
    return f"{number} 办完了，您满意吗？"


def pad_given(number: str, level: int) -> str:
    return f"{number}：{LEVELS[level - 1]}"


def reasons(given: str) -> str:
    """``waited papers`` -> ``等得太久、材料要得多``."""
    return "、".join(REASONS[one] for one in given.split() if one in REASONS)
