"""Every Chinese text of the page 题库 and of its workbook."""

from __future__ import annotations

from datetime import date

from content.banks.words import KINDS
from kiosk.features.quiz.rules.overview import Row, Tab
from kiosk.features.quiz.rules.statistics import LEAST, Doubt

QUIZ = "题库"
TIMES = {"quarter": "三个月", "year": "一年"}
WHICH_TIME = "看多久"
NOT_TOLD = "—"
FIGURES = ("题", "次答过", "答对", "题还不满 30 次", "题要看一看")
IN_PACKS, FIRST_TIMES = "在发布的内容包里", "只算每次使用的第一套"
DRAWN_FIRST = "次数够了才算答对多少"
WHY_LOOK = "有人报过，或者太难、太容易、分不出"
TABS = {Tab.URGENT: "要看的", Tab.HARD: "答对太少", Tab.EASY: "答对太多", Tab.SOON: "快过期", Tab.ALL: "全部"}
WHICH_ROWS = "看哪些"
ONLY_SUMS = "只有总数，没有谁答的"
SEARCH, LOOK = "找题目、编号、知识点", "找"
HEADS = ("题目", "答过", "答对", "分得出", "跳过", "为什么要看")
DOUBTS = {Doubt.NEGATIVE: "会的反而答错", Doubt.HARD: "答对太少", Doubt.LOW: "分不出会不会", Doubt.EASY: "太容易"}
DOUBTS_SAID = {
    Doubt.NEGATIVE: "别的题答得好的人，这题反而多答错：先看答案是不是标错了。",
    Doubt.HARD: "答对的不到两成：看看题目是不是说清楚了，答案对不对。",
    Doubt.LOW: "别的题答得好不好，和这题对不对几乎没有关系：看看选项有没有两个都说得通的。",
    Doubt.EASY: "答对的超过九成五：人人都会，可以换一道。",
}
NOT_IN_PACKS, WITHDRAWN, IN_USE, NOT_ASKED = "已不在内容包里", "已停用", "在用", "不出"
NONE_HERE = "没有要看的题。"
NONE_FOUND = "没有这样的题。"
EMPTY = "还没有满一周的数。每周一能看上一周；有人报“这题有问题”，过一小时就能看到。"
STATISTICS_NOTE = (
    f"只看过完的整周，只算一次使用里的第一套题。答过不满 {LEAST} 次的不算：太少，说不准，也看得出是谁。"
    "跳过的不算答错。“分得出”是这题答对的人别的题是不是也答得好，从 −1 到 1，明显低于 0.15 就分不出。"
)
TOPICS = "各知识点答对多少"
TOPIC_HEADS = ("知识点", "题数", "答过", "答对")
NO_TAG = "没有知识点"
PAPERS, PAPER_HEADS = "各套题", ("套题", "做完（第一套）", "同一次使用里再做", "平均分")
SPREAD, SPREAD_NOTE, SPREAD_UNIT = "答对多少的题各有几道", "百分之几的人答对", "%"
EXPORT = "导出表格"
PAGE_BEFORE, PAGE_AFTER = "上一页", "下一页"

BACK = "回到题库"
ANSWER, EXPLANATION, SOURCE = "正确答案", "讲解", "来源"
WEEKS, WEEKS_NOTE = "每周答过", "次"
REPORTS, REPORT_HEADS = "这题有问题", ("哪天", "怎么说的", "次", "")
REASONS = {"answer": "答案不对", "wording": "题目看不懂", "outdated": "过时了", "options": "选项有错"}
NO_REPORTS = "没有人报过。"
SETTLED = "看过了"
SETTLE = "题没错，留着"
WITHDRAW, WITHDRAW_TITLE = "先停用", "停用这道题？"
WITHDRAW_NOTE = (
    "停用后每块屏都不再出这道题，正在做的那一套做完为止。别的内容包里一样的题也不再出。要恢复，到内容的题库里点“恢复”。"
)
WITHDRAW_YES, WITHDRAW_NO = "停用", "不停用"
WORDS_GONE = "题目改过或者撤下了，这里只剩编号和总数。"

FILE_NAME = "题目统计"
SHEETS = ("题目", "知识点", "套题")
BOOK_HEADS = (
    "题库", "编号", "版本", "题目", "题型", "知识点", "现在", "答过", "答对", "答错", "跳过", "答对的份额", "分得出",
    "同一次使用里再答", "有人报", "为什么要看",
)  # fmt: skip


def days(first: date, last: date) -> str:
    """``2026 年 8 月 17 日至 11 月 15 日``."""
    year = f"{last.year} 年 " if first.year != last.year else ""
    return f"{first.year} 年 {first.month} 月 {first.day} 日至 {year}{last.month} 月 {last.day} 日"


def percent(share: float | None) -> str:
    return NOT_TOLD if share is None else f"{round(100 * share)}%"


def correlation(found: float | None) -> str:
    """``0.31``, ``−0.20``."""
    return NOT_TOLD if found is None else f"{round(found, 2) + 0.0:.2f}".replace("-", "−")


def few(answered: int) -> str:
    return f"满 {LEAST} 次再算" if answered else NOT_TOLD


def lowest(topic: str, share: float) -> str:
    return f"最低：{topic or NO_TAG} {percent(share)}"


def reported(times: int) -> str:
    return f"{times} 次有人说有问题"


def standing(row: Row) -> str:
    if row.item is None:
        return NOT_IN_PACKS
    if row.is_withdrawn:
        return WITHDRAWN
    return IN_USE if row.is_asked else NOT_ASKED


def kind_and_tag(row: Row) -> str:
    """``单选，党费组织生活``; of what is gone its number."""
    if row.item is None:
        return f"编号 {row.key[1]}"
    return "，".join(part for part in (KINDS[row.item.kind.value], row.item.tag) if part)


def questions(number: int) -> str:
    return f"{number} 题"


def times(number: int) -> str:
    return f"{number} 次"


def until(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日到期"


def page_of(page: int, pages: int) -> str:
    return f"第 {page} 页，共 {pages} 页"


def counted(number: int) -> str:
    return f"共 {number} 题"


def more_topics(number: int) -> str:
    return f"还有 {number} 类，在导出的表里。"


def week(day: date) -> str:
    return f"{day.month}/{day.day}"


def named(bank: str, item: str) -> str:
    return f"{bank} 第 {item} 题"
