"""What the quiz says to a visitor: Chinese."""

from __future__ import annotations

import re

HOME_TITLE, HOME_CAN = "党性体检", "学一学"
HOME_PRIVATE = "成绩只给您看"

LETTERS = "ABCDEFGH"

TITLE = "想做哪一套？"
INTRO_NOTE = "自己练的不计时、不留名，\n做错了也没关系。"
INTRO_PRIVATE = "自己练的成绩，只给您看，离开就清除"
PRIVATE = "只给您看，离开就清除"
HOW = "怎么做"
HOW_STEPS = (
    ("check-circle", "选一个答案，拿不准可以先跳过"),
    ("lightbulb", "每答一题，马上看讲解"),
    ("chart-bar", "做完看成绩，看该补哪一块"),
)
EMPTY = "今天没有题"
EMPTY_NOTE = "题库里没有可以出的题。请点下面的“首页”，看看别的。"

KINDS = {"single": "单选题", "multiple": "多选题", "judge": "判断题", "fill": "填空题", "order": "排序题"}
JUDGED_LETTERS = {"对": "对", "错": "错"}  # by what the bank calls the two options
JUDGED = {"对": "这句话是对的", "错": "这句话有错"}

UNTIMED = "不计时"
FOOTS = {
    "single": "交之前，随时可以改。", "judge": "交之前，随时可以改。", "multiple": "可以选几个，交之前随时可以改。",
    "fill": "打拼音，再点上面的字。", "order": "点错了，再点一下就取消。",
}  # fmt: skip
STEM_FIRST, STEM_GOES_ON = "先看题目，再看答案", "题目还没完，在下一屏"
STEM_AGAIN, STEM_ON, OPTIONS_BEFORE = "再看题目", "接着看题目", "看前面的答案"
START_OVER = "重新排"
BY_CHOICE, BY_KEYS = "不会打，改成选择题", "改成自己写"
LETTERS_LEFT = "拼音还没选成字"
NEXT_BLANK = "填下一个空"
LARGER, TO_QUESTION = "看大图", "回到题目"
PICTURE_COMES = "图马上来"
LATE_PICTURE, LATE_PICTURE_NOTE = "正在取这张图", "一到就显示，也可以先回到题目。"
NO_PICTURE, NO_PICTURE_NOTE = "这张图打不开", "可以先跳过这一题，或者请人帮忙。"
BEGIN_TO_FILL = "开始填"
SKIP = "先跳过"
SKIP_FOR_GOOD = "不做这题"
CHOOSE_FIRST = "请先选一个"
RIGHT_ORDER = "次序不对，正确的在下面"
NEXT = "下一题"
TO_RESULT = "看成绩"
SKIPPED_BEFORE = "刚才跳过的"

DOUBT, DOUBT_SAID = "这题有问题", "已经记下"
DOUBT_TITLE = "这题哪里有问题？"
DOUBT_NOTE = "点一样就记下，只记题目，不记您是谁。"
DOUBTS = {"answer": "答案不对", "wording": "题目看不懂", "outdated": "过时了", "options": "选项有错"}
NO_DOUBT = "没有问题，返回"

RIGHT = "答对了"
EXPLANATION = "讲解"

RESULT = "您的成绩"
FULL_MARKS = "满分 100"
ADVICE = "给您的建议"
BY_TOPIC = "分项看看"
WEAKEST_TOPICS = "错得多的几项"
OF_COUNT = "答对 / 题数"
USUAL_BANDS = ((90, "优秀"), (75, "良好"), (60, "合格"), (0, "再学一学"))
AGAIN = "再做一套"
READ_NOW = "现在去看"
ALL_RIGHT = "看看展览"
BACK_TO_RESULT = "回到成绩"
PREVIOUS_MISTAKE = "上一题"


def home_note(count: int, minutes: int, also: str = "", *, large: bool = False) -> str:
    """On the tile: of the first paper, and what else is here."""
    length = f"{count} 题，约 {minutes} 分钟"
    return length if large else f"{length}\n{also or '做完看讲解'}"


def home_brief(count: int) -> str:
    return f"一套 {count} 题"


def minutes(count: int, seconds: int | None) -> int:
    """As the paper says, or 25 seconds a question."""
    return max(1, round((seconds or count * 25) / 60))


def plan_note(count: int, seconds: int | None, about: str) -> str:
    """Two lines under a paper's title."""
    return f"{count} 题，约 {minutes(count, seconds)} 分钟\n{about}".strip()


def in_one(note: str) -> str:
    """The same, broken where there is room."""
    return note.replace("\n", "：")


def topics(names: tuple[str, ...]) -> str:
    return "、".join(names)


def shortage(count: int, wanted: int) -> str:
    return f"要 {wanted} 题，今天题库里只有 {count} 题"


def bands_note(bands: tuple[tuple[int, str], ...]) -> str:
    """From how many points which, the lowest last; two to a line."""
    parts = [f"{least} 分起{title}" for least, title in bands[:-1]] + [f"以下{bands[-1][1]}"]
    return "，\n".join("，".join(parts[place : place + 2]) for place in range(0, len(parts), 2))


def resume(number: int) -> str:
    return f"接着做，第 {number} 题"


def number(position: int) -> str:
    return f"第 {position + 1} 题"


def of_total(total: int) -> str:
    return f"　共 {total} 题"


def letters(indices: tuple[int, ...]) -> str:
    return "、".join(LETTERS[index] for index in indices)


def hand_in(kind: str, *, explains: bool) -> str:
    """The primary, by what is done with the question."""
    done = {"fill": "填好了", "order": "排好了"}.get(kind, "选好了")
    return f"{done}，看讲解" if explains else done


def steps_left(count: int) -> str:
    return f"还差 {count} 步"


def options_next(count: int) -> str:
    """Under a stem that has a screen to itself."""
    return f"{count} 个答案，放在下一屏。"


def see_options(count: int, *, more: bool) -> str:
    """On to the answers; ``more``: some are before one."""
    return "看后面的答案" if more else f"看 {count} 个答案"


def last_of(stem: str) -> str:
    """What a long stem asks: its last sentence."""
    parts = [part for part in re.split(r"(?<=[。！？?!])", stem.strip()) if part.strip()]
    return parts[-1].strip() if parts else stem


def placed(text: str, place: int) -> str:
    """A step that was put elsewhere."""
    return f"{text}（您排第 {place + 1}）"


def missed(text: str) -> str:
    """One of several right options that was not chosen."""
    return f"{text}（漏选）"


def in_place(text: str, place: int) -> str:
    """In the strip of an order."""
    return f"{place} {text}"


def tap_for(place: int) -> str:
    return f"点第 {place} 个"


def blank(place: int) -> str:
    return f"第 {place + 1} 空"


def blanks_left(count: int) -> str:
    return "请先填" if count == 1 else f"还差 {count} 个空"


def right_texts(right: tuple[str, ...], written: tuple[str, ...]) -> str:
    """What stood in the blanks, and what should."""
    said = _quoted(right)
    return f"您填了{_quoted(written)}，正确答案是{said}" if written else f"这题没有填，正确答案是{said}"


def right_judgement(text: str, chosen: str) -> str:
    said = _quoted((text,))
    return f"您选了{_quoted((chosen,))}，正确答案是{said}" if chosen else f"这题没有选，正确答案是{said}"


def _quoted(texts: tuple[str, ...]) -> str:
    return "".join(f"“{text}”" for text in texts)


def right_answer(text: str, chosen: str) -> str:
    return f"您选了 {chosen}，正确答案是 {text}" if chosen else f"这题没有选，正确答案是 {text}"


def source(text: str) -> str:
    return f"来源：{text}"


def paper_untimed(paper: str) -> str:
    return f"{paper}，{UNTIMED}"


def result_of(paper: str) -> str:
    return f"{paper}，{RESULT}"


def answered(right: int, total: int, seconds: float) -> str:
    return f"{total} 题答对 {right} 题，用时 {duration(seconds)}"


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def see_mistakes(count: int) -> str:
    return f"看 {count} 道错题的讲解"


def mistake_of(place: int, total: int) -> str:
    return f"错题 {place + 1}，共 {total} 道"


def advice(strong: tuple[str, ...], weak: str | None, mistakes: int, reading: str, minutes: int) -> str:
    if weak is None:
        return "每一项都答对了。过些日子题库会换新，可以再来试试。"
    praise = f"{strong[0]}扎实。" if strong else ""
    read = f"建议看一看《{reading}》，大约 {minutes} 分钟。" if reading else "建议先看讲解，再做一套。"
    return f"{praise}“{weak}”错了 {mistakes} 题，{read}"


def advised(first: str, then: str) -> str:
    """What the paper says of its band, and what follows from the mistakes."""
    return f"{first}{then}"
