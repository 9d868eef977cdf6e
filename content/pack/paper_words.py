"""What the readers of papers say to a keeper, and what 试卷.xlsx calls its columns and values. In Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from content.banks import words as bank_words
from content.banks.model import Difficulty, Kind
from content.banks.papers import CLOCK, Icon, Order, Way, Who

PAPERS, QUOTAS, BANDS = "试卷", "题量", "等级"
"""The three pages of the sheet. What a page is, is told by its header and not by its name."""

OF_PAPER: Mapping[str, str] = {
    "title": "标题", "name": "编号", "note": "说明", "icon": "图标", "who": "谁可以做", "order": "次序",
    "seconds": "分钟", "valid_from": "开始日期", "valid_until": "结束日期", "way": "玩法", "partial": "多选、填空",
    "clock": "每题秒数", "bank": "题库",
}  # fmt: skip
OF_QUOTA: Mapping[str, str] = {
    "paper": "试卷", "tag": "知识点", "kind": "题型", "difficulty": "难度", "count": "题数",
}  # fmt: skip
OF_BAND: Mapping[str, str] = {"paper": "试卷", "from": "分数从", "to": "分数到", "title": "等级", "advice": "建议"}

ALIASES: Mapping[str, str] = {
    "试卷标题": "标题", "试卷名称": "标题", "名称": "标题", "代号": "编号", "试卷编号": "编号", "备注": "说明",
    "对象": "谁可以做", "谁能做": "谁可以做", "适用对象": "谁可以做", "顺序": "次序", "题目次序": "次序",
    "方式": "玩法", "给分": "多选、填空", "多选填空": "多选、填空", "每题限时": "每题秒数", "计时": "每题秒数",
    "时间": "分钟", "时长": "分钟", "限时": "分钟", "有效期起": "开始日期", "生效日期": "开始日期",
    "有效期止": "结束日期", "有效期至": "结束日期", "截止日期": "结束日期", "失效日期": "结束日期",
    "分类": "知识点", "章节": "知识点", "标签": "知识点", "类型": "题型", "难易": "难度", "难易程度": "难度",
    "数量": "题数", "题目数": "题数", "几题": "题数", "分数": "分数从", "从": "分数从", "到": "分数到",
    "等次": "等级", "评语": "建议",
}  # fmt: skip
"""Other names of columns, in whichever page."""

KINDS = {name: Kind(kind) for kind, name in bank_words.KINDS.items()}
LEVELS = {name: level for level, name in bank_words.DIFFICULTIES.items()}
ORDERS: Mapping[str, Order] = {"按题型": Order.KIND, "按知识点": Order.TAG, "打乱": Order.MIXED}
WAYS: Mapping[str, Way] = {"自测": Way.CHECKUP, "挑战": Way.CHALLENGE, "每日一题": Way.DAILY}
PARTIAL: Mapping[str, bool] = {"全对才算": False, "部分给分": True}
WHOS: Mapping[str, Who] = {"所有人": Who.EVERYONE, "党员": Who.MEMBERS}
ICONS: Mapping[str, Icon] = {
    "试卷": Icon.EXAM, "书": Icon.BOOK, "旗": Icon.FLAG, "星": Icon.STAR, "历史": Icon.HISTORY, "法律": Icon.LAW,
    "安全": Icon.SAFETY, "健康": Icon.HEALTH, "家": Icon.HOME, "灯": Icon.IDEA,
}  # fmt: skip
ANY = frozenset({"不限", "都行", "任意", "全部", "所有", "混合"})

LEVEL_NAMES = {level.name.lower(): level for level in Difficulty}
"""As `papers.toml` writes them."""

NO_PAPERS = "里面没有试卷：一张试卷写一个 [[papers]]"
NO_PAPER_ROWS = "没有找到试卷：要有一页的表头里有“标题”，一页的表头里有“题数”"
A_YES = "只能是 true 或者 false"
MISSING = "没有写"
NO_QUOTAS = "没有写题量：至少写一行，要几道题"
BAD_NAME = "只能用小写字母、数字、- 和 _，64 个以内"
NAME_TAKEN = "编号和前面的试卷重复"
TITLE_TAKEN = "标题和前面的试卷重复，题量分不清是哪一张的：请给它一个编号，题量里写编号"
DATES_REVERSED = "结束早于开始"
HOLE_AT_THE_BOTTOM = "等级要从 0 分起，不然考得低的人没有等级"
BOTH_FILES = "两份都在：以 papers.toml 为准，试卷.xlsx 没有用上"
WHICH_PAPER = "没有写是哪一张试卷的"
EXAMPLE_TITLE = "示例：党史小测"
"""The template's own paper; it is none until a keeper has written over it, in each of the three pages."""
EXAMPLE_NOTE, EXAMPLE_TAG, EXAMPLE_ADVICE = "党史常识，8 题", "党史常识", "看看错的几题，再来一次。"
EXAMPLE_BANDS = ("良好", "再学一学")
NEWER_FORMAT = "是更新的版本做的，这台终端不认识；别的内容照放"


def too_many_papers(most: int) -> str:
    return f"试卷超过 {most} 张，后面的没有用上"


def too_many_rows(most: int) -> str:
    return f"超过 {most} 行"


def too_many_questions(count: int, most: int) -> str:
    return f"一共 {count} 题，一张试卷最多 {most} 题"


def a_text(most: int) -> str:
    return f"要文字，{most} 个字以内"


def a_number(low: int, high: int) -> str:
    return f"要 {low} 到 {high} 的整数"


def not_of_way(way: Way, only: Way) -> str:
    here, there = (next(name for name, one in WAYS.items() if one is wanted) for wanted in (way, only))
    return f"玩法是“{here}”的试卷没有这一项，只有“{there}”有"


def one_of(text: str, known: tuple[str, ...]) -> str:
    return f"不认识“{text[:20]}”，只有{'、'.join(known)}"


def bands_overlap(upper: str, lower: str, points: int) -> str:
    return f"“{upper}”和“{lower}”重叠：{points} 分算哪一个？"


def bands_part(upper: str, lower: str, first: int, last: int) -> str:
    scores = f"{first} 分" if first == last else f"{first} 到 {last} 分"
    return f"“{upper}”和“{lower}”之间，{scores}没有等级"


def band_turned(title: str) -> str:
    return f"“{title}”的“到”小于“从”"


def scores_unclear(text: str) -> str:
    return f"看不懂分数“{text[:20]}”，请写 90，或者 75-89"


def column_doubtful(text: str, meant: str) -> str:
    return f"“{text[:20]}”是不是“{meant}”？请改成“{meant}”，不然到期的试卷会一直出；不是的话换一个名字"


def no_such_paper(text: str) -> str:
    return f"没有标题或编号是“{text[:20]}”的试卷，这一行没有用上"


def paper_place(file: str, number: int, name: object) -> str:
    called = f" {name[:64]}" if isinstance(name, str) and name else ""
    return f"{file} papers[{number}]{called}"


# What the sheet says to whoever fills it

EXPLAINED = "说明"
EXPLANATION = (
    (
        "怎么用",
        "三页：“试卷”一行一张；“题量”写每张卷子从哪个知识点、哪种题型、多难的题里抽几道，一行一样，空着就是不限；"
        "“等级”写几分起叫什么，可以不写。",
    ),
    ("示例行", "灰色斜体的是示例，不算试卷。三页里都改成自己的，或者整行删掉。"),
    ("哪一张", "“题量”和“等级”页的“试卷”一列，写“试卷”页里的标题或编号；空着就和上一行同一张。"),
    (
        "玩法",
        "自测做完一套看结果；挑战一题接一题，错一题就结束；每日一题一天一道。挑战和每日一题不看题数，“题量”页一个知识点写一行就行。",
    ),
    ("题从哪来", "从这个内容包自己的题库里抽；内容包里没有题库，就从屏上所有的题库里抽。"),
    ("写错了", "写错的那张卷子不出，别的照出，检查时说出是第几行第几列。"),
)
HINTS: Mapping[str, str] = {
    "title": "一定要写。试卷的标题，30 个字以内；在“等级”页是等级的名字，8 个字以内",
    "name": "小写字母和数字，一直不要改；空着就按标题起一个",
    "note": "标题下面的一行，60 个字以内；空着就写知识点",
    "icon": "标题前面的图",
    "who": "空着是所有人；写党员的，开始以前要放身份证，大厅里有档案的才能做；只有自测可以",
    "order": "先单选后多选再判断，还是按知识点，还是打乱；空着按题型",
    "seconds": "告诉大家大约几分钟，0.5 到 120；到了时间不会收卷；空着按题数估",
    "valid_from": "从哪一天起出，空着是马上",
    "valid_until": "出到哪一天，那一天算在内；空着一直出",
    "way": "空着是自测",
    "partial": "多选漏选、填空填对几个，算不算一部分分；空着是全对才算，只有自测可以部分给分",
    "clock": f"挑战可以选计时，一题几秒，{CLOCK[0]} 到 {CLOCK[1]}；到了只问一声，不算错；空着不能计时",
    "bank": "只从这一个题库里抽，写“目录”里它的标题；空着是内容包里所有的题库",
    "paper": "写“试卷”页里的标题或编号；空着和上一行同一张",
    "tag": "和题库里写的知识点一样；空着不限",
    "kind": "空着不限",
    "difficulty": "空着不限，易、中、难轮着出",
    "count": "一定要写。几道，1 到 200；挑战和每日一题不用写",
    "from": "几分起，0 到 100；也可以写 75-89。最低的一级要从 0 起",
    "to": "到几分，可以不写",
    "advice": "得了这一级，给一句什么建议，30 个字以内；可以不写",
}

# What the check says

_ANY_QUESTION = "题"
_WHOLE_REPORT = "全部的在网页的读题报告里，或者用 kiosk bank check 看"


def quota_named(tag: str | None, kind: Kind | None, difficulty: Difficulty | None) -> str:
    """As a keeper would say it: 党史、难的单选题."""
    level = next((f"{name}的" for name, one in LEVELS.items() if one is difficulty), "")
    what = next((f"{name}题" for name, one in KINDS.items() if one is kind), _ANY_QUESTION)
    return f"“{tag}”{level}{what}" if tag is not None else f"{level}{what}"


def short(title: str, wanted: int, found: int, what: str) -> tuple[str, str]:
    said = f"试卷“{title}”要 {wanted} 道{what}，题库里今天能出的只有 {found} 道"
    return said, "把题补够，或者改小题量；现在屏上会说少几题"


def no_such_bank(title: str, bank: str) -> tuple[str, str]:
    said = f"试卷“{title}”要从题库“{bank}”里抽，内容包里没有叫这个的题库，不会出在屏上"
    return said, "写“目录”里那个题库的标题，或者空着"


def for_members(title: str) -> tuple[str, str]:
    """Only a paper that is begun once asks for a card."""
    return f"试卷“{title}”写的是党员做，挑战和每日一题不放身份证，所以不出在屏上", "改成所有人，或者玩法改成自测"


def paper_ended(title: str, day: date) -> tuple[str, str]:
    return f"试卷“{title}”{day:%Y-%m-%d} 已经过了，不再出", "改结束日期，或者去掉这张试卷"


def rows_left_out(bank: str, count: int, first: str) -> tuple[str, str]:
    return f"题库“{bank}”里有 {count} 处没有收，第一处：{first}", f"改好那几处；{_WHOLE_REPORT}"


def rows_to_look_at(bank: str, count: int, first: str) -> tuple[str, str]:
    return f"题库“{bank}”里有 {count} 处要看一看，第一处：{first}", f"没有错就不用改；{_WHOLE_REPORT}"


def nothing_to_draw(title: str) -> tuple[str, str]:
    return f"试卷“{title}”今天一道题也抽不到，不会出在屏上", "看看知识点、题型写得和题库里一样不一样"
