"""Every Chinese text of the rating pad, and of the keeper's page 评价."""

from kiosk.features.ratings.rules.words import LEVELS

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

RATINGS = "评价"
NOTE = "怎么处理的"
NOTE_MISSING = "请写一句怎么处理的（200 字以内）；已经关上的不能再关。"
CLOSE_RATING = "关上"
NO_OPEN_RATINGS = "没有要处理的评价"
OPEN_RATINGS = "要处理的评价"
OPEN_RATINGS_NOTE = "不满意的评价一直留在这里，写明怎么处理的再关上。"

PADS = "评价牌"
PADS_NOTE = "在平板上打开 /pad/窗口序号，由窗口人员或管理员开一次。"
TAKE_PAD_BACK = "收回"


def pad_question(number: str) -> str:
    return f"{number} 办完了，您满意吗？"


def pad_given(number: str, level: int) -> str:
    return f"{number}：{LEVELS[level - 1]}"
