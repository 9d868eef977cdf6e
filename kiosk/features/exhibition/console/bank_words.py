"""What the console says about the questions of a bank."""

from __future__ import annotations

from collections.abc import Sequence

from content.banks import words
from content.banks.model import Finding, Item, Kind, Severity, Status
from kiosk.features.exhibition.hall.banks.questions import WithdrawnQuestion

KINDS = words.QUESTIONS
STATUSES = words.STATUSES
DIFFICULTIES = {level.name.lower(): name for level, name in words.DIFFICULTIES.items()}
TRUTHS = {"true": "对", "false": "错"}
SEVERITIES = {Severity.REFUSED: "没有收", Severity.WARNED: "看一看", Severity.FLAGGED: "重复"}
SEVERITY_CHIPS = {Severity.REFUSED: "red", Severity.WARNED: "warn", Severity.FLAGGED: "gold"}

REPORT, WHOLE_REPORT = "读题报告", "全部报告"
REPORT_HEADS = ("在哪里", "怎么样", "什么")
REPORT_NOTE = "没有收的不在题库里，别的都在。改表格再传一次，或者一道一道在这里改。"
REPORT_WELL = "每一行都读懂了"
QUESTIONS = "题目"
QUESTION_HEADS = ("题号", "题目", "类型", "可以出")
SEARCH_LABEL = "找题目、题号、知识点或来源"
NONE_FOUND = "没有找到"
TO_QUESTIONS = "看题目、改一道题"
ADD = "加一道题"
EDIT = "改"
BACK = "回到题库"

DRAWN = "终端上的样子"
DRAWN_NOTE = "每种题一道，题目最长的在里面；终端自己画的。填空题和排序题以后再画。"
DRAWN_NONE = "里面没有终端现在能画的题。"
STEPS = {"0": "题目", "1": "答案和讲解"}
STEP = "看哪一步"
DRAW = "画出来"
SAMPLE = "样题"

NUMBER, KIND, STEM = "题号", "类型", "题干"
NUMBER_EMPTY = "不填就接着编"
OPTIONS = "选项（单选、多选、排序题；一行一个，前面不写字母）"
ANSWER = "答案（字母，如 B、ACD；排序题写正确的次序，如 CABD）"
TRUTH = "判断题的答案"
BLANKS = "填空题的答案（一行一个空；几种写法之间用 /）"
BLANKS_NOTE = "题干里用 ____ 留空，有几个空就写几行。"
EXPLANATION, SOURCE, SOURCE_DATE, TAGS = "讲解", "来源", "来源日期", "知识点（几个之间用顿号）"
DIFFICULTY, VALID_FROM, VALID_UNTIL, STATUS = "难度", "从哪天起出", "出到哪天", "状态"
SAVE, CANCEL = "存下", "不改了"
SAVE_NOTE = "存在草稿里；做成新的一版、发布以后，终端上才换。"
PICTURE_KEPT = "题里的图片留着。"

WITHDRAW, BRING_BACK = "马上停用", "恢复"
WITHDRAW_NOTE = "每块屏上马上不再出这道题，不用发布；换哪一版、从优盘拷来也不出。正在答的那一套照做完。"
WITHDRAW_WHY = "为什么（不写姓名）"
WITHDRAWN_TITLE, IS_WITHDRAWN = "停用的题", "已停用"
SURE_NO = "不停用"
WITHDRAWN, IS_BACK = "已停用，每块屏都不再出这道题", "已恢复，可以再出"
UNREAD = "这个题库现在读不出来"

FIELDS = {
    "id": NUMBER, "kind": KIND, "stem": STEM, "options": "选项", "answer": "答案", "blanks": "填空题的答案",
    "explanation": EXPLANATION, "source": SOURCE, "source_date": SOURCE_DATE, "tags": "知识点",
    "difficulty": DIFFICULTY, "valid_from": VALID_FROM, "valid_until": VALID_UNTIL, "status": STATUS,
}  # fmt: skip


def figures(by_kind: Sequence[tuple[Kind, int]], total: int) -> str:
    """118 道题：单选题 60，判断题 58."""
    kinds = "，".join(f"{KINDS[kind]} {count}" for kind, count in by_kind)
    return f"{total} 道题：{kinds}" if kinds else f"{total} 道题"


def found(refused: int, others: int) -> str:
    said = [f"{refused} 处没有收"] if refused else []
    return "，".join([*said, *([f"{others} 处要看一看"] if others else [])])


def place(finding: Finding) -> str:
    """题库 第 7 行 H 列; of a whole sheet its name."""
    row = f" 第 {finding.row} 行" if finding.row else ""
    column = f" {finding.column} 列" if finding.column and finding.row else ""
    return f"{finding.sheet}{row}{column}".strip()


def rows_lost(refused: int) -> str:
    return f"报告里有 {refused} 处没有收；在这里存一道题以后，题库就是读懂了的这些，那几行请先在表格里改好再传。"


def count_found(count: int, total: int, query: str) -> str:
    return f"找到 {count} 道，一共 {total} 道" if query else f"{total} 道"


def span(item: Item) -> str:
    """When it may be asked, and whether."""
    if item.status is not Status.READY:
        return STATUSES[item.status]
    first, last = item.valid_from, item.valid_until
    if first and last:
        return f"{first} 至 {last}"
    return f"{first} 起" if first else f"{last} 止" if last else "一直"


def title(number: str) -> str:
    return f"第 {number} 题" if number else ADD


def refused(field: str, reason: str) -> str:
    return f"{FIELDS[field]}：{reason}" if field in FIELDS else reason


def saved(number: str) -> str:
    return f"第 {number} 题已存下"


def bank_saved(title: str, read: tuple[str, ...]) -> str:
    """`read`: what its report comes to; nothing where the file is the one of before."""
    return "：".join((f"已存下“{title}”", *read))


def withdraw_asked(number: str) -> str:
    return f"马上停用第 {number} 题？每块屏都不再出它，换哪一版也不出，直到有人恢复。"


def withdrawn_line(one: WithdrawnQuestion) -> str:
    day = one.at[:10]
    return f"{day}，{one.why}" if one.why else day
