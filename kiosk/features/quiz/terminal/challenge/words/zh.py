"""What a challenge says to a visitor: Chinese."""

from __future__ import annotations

TITLE_NOTE = "一直答到第一次答错"
TILE, TILE_BRIEF, TILE_NOTE = "知识挑战", "看能连对几题", "一直答，错一题就停"
ALSO = "也有知识挑战"
OFFER_NOTE = "一题接一题，错一题就停\n看看能连对几题"
NO_BOARD = "今天还没有人上榜"
FLAG_RULE = "每 10 题一面小旗"

WHICH = "挑哪一类"
MORE_TOPICS = "更多"
EVERY_TOPIC = "各类都有"
CLOCK = "要不要计时"
UNTIMED, UNTIMED_NOTE = "不计时", "慢慢想，也能上榜"
TIMED_NOTE = "不够还能加时"
HOW = "怎么玩"
HOW_STEPS = (
    ("check-circle", "答对接着来，答错就停"),
    ("lightbulb", "停下来，马上看讲解"),
    ("lock-simple", "不留姓名，榜上只写挑的称呼"),
)
GO = "开始闯关"
GONE = "今天没有可以挑战的题"
GONE_NOTE = "题库里没有可以出的题。请点下面的“首页”，看看别的。"

ENOUGH = "到这儿吧"
CLOCK_ASKS = "时间到了会问您，\n不会自己算错。"
MORE, NO_CLOCK = "加 60 秒", "不计时"
TO_RESULT = "看看连对几题"

TIME_UP = "时间到了，再想想？"
MORE_NOTE = "要加几次都行"
NO_CLOCK_ANY_MORE = "不计时了"
NO_CLOCK_NOTE = "慢慢想，照样上榜"

UNIT = "题"
TRY_AGAIN = "再来一次试试"
ALL_RIGHT = "全部答完了"
ALL_RIGHT_NOTE = "这一类的题，您全都答对了。"
EXPLAIN = "看讲解"
BACK_TO_RESULT = "回到成绩"
CHOOSE_NAME = "挑个称呼上榜"
NOT_REAL = "不用真名"
NAMES_GONE = "今天的称呼都有人用了，明天再来上榜。"
OTHERS = "换一批"
BOARD, BOARD_NOTE = "今天的榜", "今晚关门时清空"
EMPTY_BOARD = "还没有人上榜。"
NOT_ON_BOARD, AGAIN, ENTER, CHOOSE_FIRST = "不上榜", "再来", "就用这个上榜", "先挑一个称呼"
ENTERED = "已经上榜了"
KEEPSAKE = "打一张学习纪念"

NICKNAMES = {
    "teapot": "早起的茶壶", "cloud": "爱看书的云", "osmanthus": "散步的桂花", "bridge": "慢走的石桥",
    "willow": "爱笑的柳树", "pomegranate": "唱歌的石榴", "cat": "晒太阳的猫", "wind": "河边的风",
    "lantern": "亮堂的灯笼", "magpie": "报喜的喜鹊", "bamboo": "拔节的竹子", "lotus": "清早的荷花",
    "swallow": "回家的燕子", "boat": "过河的小船", "rice": "弯腰的稻穗", "persimmon": "枝头的柿子",
    "kite": "高飞的风筝", "sparrow": "屋檐的麻雀", "plum": "雪里的梅花", "stone": "溪里的石头",
    "umbrella": "雨天的油伞", "bench": "树下的长凳", "rooster": "准时的公鸡", "goose": "踱步的大鹅",
    "mint": "清凉的薄荷", "tea": "刚泡的新茶", "moon": "巷口的月亮", "star": "村头的星星",
    "sunflower": "朝阳的葵花", "pine": "山上的松树", "fish": "自在的小鱼", "snail": "不急的蜗牛",
    "bee": "勤快的蜜蜂", "peach": "三月的桃花", "chestnut": "热乎的栗子", "corn": "金黄的玉米",
    "violin": "巷子的胡琴", "drum": "响亮的腰鼓", "chess": "爱想的棋子", "well": "村口的老井",
}  # fmt: skip


def count(number: int) -> str:
    return f"{number} 题"


def on_board(number: int) -> str:
    return f"{number} 题"


def best(number: int) -> str:
    return f"今天最多连对 {number} 题"


def timed(seconds: int) -> str:
    return f"每题 {seconds} 秒"


def in_a_row(number: int) -> str:
    return f"已经连对 {number} 题" if number else "第 1 题"


def to_flag(number: int) -> str:
    return f"再对 {number} 题得小旗"


def seconds_left(number: int) -> str:
    return f"{number} 秒"


def still_there(number: int) -> str:
    return f"您连对的 {number} 题还在，不会丢。" if number else "不着急，慢慢想。"


def question_number(number: int) -> str:
    return f"第 {number} 题"


def silence(number: int, minutes: int) -> str:
    stop = f"就停在 {number} 题" if number else "就停在这里"
    return f"{minutes} 分钟没有人点，\n{stop}，成绩照样算。"


def stop_at(number: int) -> str:
    return f"就停在 {number} 题" if number else "就停在这里"


def private(*, may_enter: bool, entered: bool) -> str:
    """What becomes of the result."""
    if entered:
        return "榜上只有称呼和题数"
    return "不上榜的话，离开就清除" if may_enter else "只给您看，离开就清除"


def your_streak(number: int) -> str:
    return f"您一口气连对 {number} 题" if number else "这一次没有连对"


def rank(place: int) -> str:
    return f"今天第 {place} 名"


def streak_title(number: int) -> str:
    return f"连对 {number} 题"


def flags(number: int, more: int) -> str:
    return f"得了 {number} 面小旗" if number else f"差 {more} 题就得小旗"


def told(number: int, verdict: str) -> str:
    return f"第 {number} 题，{verdict}"


def you(nickname: str) -> str:
    return f"{nickname}，就是您"
