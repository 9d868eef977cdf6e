"""Every Chinese text of the pages of 正式测试, and of the workbook with its results."""

from __future__ import annotations

from datetime import datetime

from content.banks.papers import Shortage
from content.banks.words import KINDS
from kiosk.features.quiz.hall.exams.keeping import ExamSummary
from kiosk.features.quiz.hall.exams.results import LEAST, PersonRow
from kiosk.features.quiz.rules.exams.exam import (
    LONGEST_TITLE,
    MOST_BRANCHES,
    MOST_DAYS_KEPT,
    MOST_DAYS_OPEN,
    MOST_EXTRA_MINUTES,
    MOST_MINUTES,
    MOST_PEOPLE,
    Exam,
)
from kiosk.features.quiz.rules.exams.people_list import Problem

EXAMS = "正式测试"
EXAMS_NOTE = "在定好的时间里，名单上的人到终端刷身份证答题，一人一次。答案一题一题交到大厅，由大厅判分。"
OPEN_ONE, NONE_YET = "开一场", "还没有开过。"
HEADS = ("测试", "开放时间", "人", "现在")
SHUT = "档案锁着，正式测试也打不开。先用钥匙或口令打开档案。"
STATES = {"before": "还没到时间", "open": "正在进行", "over": "已经结束"}
STATE_CHIPS = {"before": "", "open": "ok", "over": "pine"}

NEW = "开一场正式测试"
TITLE, TITLE_NOTE = "名称", f"{LONGEST_TITLE} 个字以内，终端上也这样写"
BANK, BANK_NOTE = (
    "题库文件",
    "和内容里的题库一样的表格或文本，也可以是一个 .zip，里面有题库和题图。它只留在大厅，不进内容包，答案不到终端上。",
)
PICTURES, PICTURES_NOTE = (
    "题图",
    "题库“图片”一列写到的图，可以一次选多张，也可以是一个 .zip。按文件名对上题，文件夹不看，大小写不分。"
    "照片里的拍摄地点、手机型号会去掉，太大的会缩小。题库和图一共不超过 60 MB。",
)
OPENS, CLOSES = "从什么时候", "到什么时候"
COUNT, BY_KIND = "一共出几题", "或者按题型出（填了就不看总数）"
KINDS_ASKED = {kind: f"{name}题" if not name.endswith("题") else name for kind, name in KINDS.items()}
MINUTES, MINUTES_NOTE = "每人几分钟", "空着就不限时"
PASS_MARK = "几分算通过（满分 100）"
PARTIAL = "多选、填空、排序答对一部分也给一部分分"
CERTIFICATE = "通过的人可以在终端上印一张证书"
BRANCHES, BRANCHES_NOTE = (
    "这些支部的党员都可以考（一行一个）",
    "按档案里现在的支部。不填就只有名单里的人可以考；名单下一步再放。",
)
KEPT_DAYS, KEPT_NOTE = "结束以后留几天", f"最多 {MOST_DAYS_KEPT} 天，到了那天名单、答案、成绩全部自己删掉"
GO = "开"
BACK = "回到正式测试"

PEOPLE, PEOPLE_NOTE = (
    "名单",
    "表格里要有“姓名”和“身份证号”两列，“支部”“加时”（分钟）可以有。新名单换掉旧的，已经开始的人照样考完。",
)
PEOPLE_FILE, PEOPLE_GO, PEOPLE_REST = "名单文件", "放入名单", "有问题的行不要，其余的放进来"
NOBODY_YET = "现在还没有人可以考：名单是空的，也没有填支部。"
PERSON_HEADS = ("姓名", "身份证", "支部", "现在", "已答", "用时", "分数", "加时")
PERSON_STATES = {"new": "没有开始", "sitting": "正在答", "paused": "停着", "done": "交了", "unreadable": "读不出来"}
PERSON_CHIPS = {"new": "", "sitting": "ok", "paused": "gold", "done": "pine", "unreadable": "warn"}
UNREADABLE = "有人的那一行在硬盘上坏了，读不出来。其余的人不受影响；要找回来，用坏以前的备份恢复大厅数据。"
PASSED, FAILED = "通过", "没有通过"
GIVE, FOR_WHOM, MINUTES_MORE = "加时", "给谁加时", "加几分钟"
MOST_SHOWN = 300

CLOSE, CLOSE_TITLE = "现在收卷", "现在收卷？"
CLOSE_YES, CLOSE_NO = "收卷", "不收"
DELETE, DELETE_TITLE = "删除这场测试", "删除这场测试？"
DELETE_NOTE = "题库、题图、名单、每个人的答案和成绩全部删掉，找不回来。要留成绩，先导出。以前的备份里还有，到期才没有。"
DELETE_YES, DELETE_NO = "删除", "不删"
RESULTS = "导出成绩"
ITEMS = "各题答对多少"
ITEMS_NOTE = f"难的在前。只算交了的；出过不满 {LEAST} 次的不列，太少，看得出是谁答的。"
ITEMS_FEW = f"还没有出过 {LEAST} 次的题：太少，看得出是谁答的。"
ITEM_HEADS = ("题目", "出过", "答对")

FILE_NAME = "正式测试成绩"
SHEETS = ("成绩", "各题")
BOOK_HEADS = (
    "姓名", "身份证号", "支部", "现在", "分数", "通过", "答对", "题数", "已答", "用时（秒）", "加时（分钟）",
    "交卷时间", "证书编号",
)  # fmt: skip
BOOK_ITEM_HEADS = ("题目", "题型", "分类", "出过", "答对", "答对的份额")
YES, NO = "是", "否"

TOO_LARGE = "文件太大。"
NO_BANK, NO_LIST = "没有选题库文件。", "没有选名单文件。"
UNDER_WAY = "上一个文件还在传，等它传完。"
TWICE = "这个时间已经有一场同名的测试，没有再开。"
GONE = "这场测试已经不在了。"
OVER = "这场测试已经结束，不能再改。"
MINUTES_WRONG = f"加时写 1 到 {MOST_EXTRA_MINUTES} 分钟。"
LIST_REASONS = {
    "no_header": "表格里没有找到“姓名”和“身份证号”两列。",
    "empty": "表格里没有人。",
    "too_many": f"一场最多 {MOST_PEOPLE} 人。",
}
LIST_BROKE = "这个文件读不了：换成 .xlsx 或 .csv 再试。"
UNSOUND = {
    "title": f"名称要写，{LONGEST_TITLE} 个字以内。",
    "times": "时间没有写全。",
    "hours": "结束要在开始以后。",
    "over": "结束的时间已经过了。",
    "too_long": f"开放最长 {MOST_DAYS_OPEN} 天。",
    "count": "出几题要写，至少 1 题。",
    "too_many": "最多 200 题。",
    "minutes": f"每人的时间写 1 到 {MOST_MINUTES} 分钟，或者空着。",
    "minutes_hours": "每人的时间比开放的时间还长。",
    "pass_mark": "通过的分数写 0 到 100。",
    "kept_days": f"留 1 到 {MOST_DAYS_KEPT} 天。",
    "branches": f"支部最多 {MOST_BRANCHES} 个，一行一个。",
}
BANK_PROBLEMS = "题库里有读不进来的题，改好再开"
LACKING_HEAD, PICTURED_OUT = "缺这些图", "缺图的题不出，用其余的题开"
WHY_LACKING = {
    "missing": "没有选到这张图",
    "twins": "选了两张这个名字的图，分不清是哪一张，只留一张或者改个名字",
    "folders": "题库里有两张同名的图，只有文件夹不同，分不清，改个名字",
}
NO_ROOM = "大厅主机的硬盘放不下，没有开。"
PROBLEMS, PROBLEM_HEADS = "名单里有问题的行，这份名单还没有放进去", ("行", "姓名", "问题")
_WHY = {
    "no_name": "没有姓名",
    "long_name": "姓名太长",
    "odd_name": "姓名里有身份证上不会有的字：照身份证写，别的说明不要写在姓名里",
    "no_number": "没有身份证号",
    "spoiled": "表格把号码变成了数字，后几位丢了：把这一列设成文本再填",
    "old_number": "是 15 位的老号码，要 18 位的",
    "not_an_x": "最后一位不是字母 X",
    "length": "号码不是 18 位",
    "digits": "号码里有不是数字的",
    "birth": "号码里的出生日期不对",
    "check": "号码最后一位对不上，多半抄错了一位",
    "minutes": f"加时要写 0 到 {MOST_EXTRA_MINUTES} 的分钟数",
    "branch": "支部的名字太长",
}


def why(problem: Problem) -> str:
    if problem.why == "twice":
        return f"和第 {problem.of} 行是同一个人"
    if problem.why == "two_names":
        return f"和第 {problem.of} 行号码一样，姓名不一样"
    return _WHY[problem.why]


def place(problem: Problem) -> str:
    return f"{problem.sheet} 第 {problem.row} 行"


def short(shortages: tuple[Shortage, ...]) -> str:
    found = "，".join(
        f"{KINDS_ASKED[one.quota.kind.value] if one.quota.kind else '一共'}要 {one.quota.count} 题，只有 {one.found} 题"
        for one in shortages
    )
    return f"题库里的题不够：{found}。"


def pictures_lacking(items: int, pictures: int) -> str:
    return (
        f"题库里有 {items} 道题缺图，一共缺 {pictures} 张，还没有开。把图补上，或者在下面勾上“{PICTURED_OUT}”，"
        "再选一次题库文件和题图。"
    )


def lacking(name: str, items: int, why: str) -> str:
    return f"{name}（{items} 道题）：{why}"


def more_findings(number: int) -> str:
    return f"还有 {number} 处没有列出来。"


def pictures(number: int) -> str:
    return f"有 {number} 张题图，答到那道题，终端才取来显示。"


def people_in(number: int) -> str:
    return f"名单里有 {number} 人。"


def people(one: ExamSummary) -> str:
    listed = f"名单 {one.people} 人，" if one.people else ""
    return f"{listed}{one.begun} 人开始了"


def state(exam: Exam, now: datetime) -> str:
    """A key of `STATES`."""
    return "open" if exam.is_open(now) else "over" if exam.is_over(now) else "before"


def hours(exam: Exam) -> str:
    """``11 月 17 日 9:00 至 12:00``."""
    first, last = exam.opens_at, exam.ends_at
    until = moment(last) if first.date() != last.date() else f"{last.hour}:{last.minute:02}"
    return f"{moment(first)} 至 {until}"


def moment(at: datetime) -> str:
    return f"{at.month} 月 {at.day} 日 {at.hour}:{at.minute:02}"


def about(exam: Exam) -> str:
    """What it asks, in one line."""
    count = "、".join(
        f"{KINDS_ASKED[kind.value]} {number}" if kind else f"{number} 题" for kind, number in exam.counts if number
    )
    time = f"每人 {exam.minutes} 分钟" if exam.minutes else "不限时"
    parts = (
        count,
        time,
        f"{exam.pass_mark} 分通过",
        PARTIAL if exam.partial else "",
        CERTIFICATE if exam.certificate else "",
    )
    return "；".join(part for part in parts if part)


def branches(exam: Exam) -> str:
    return f"这些支部的党员也可以考：{'、'.join(exam.branches)}"


def kept(exam: Exam) -> str:
    last = exam.kept_until
    return f"{last.year} 年 {last.month} 月 {last.day} 日 0 点全部自己删掉"


def used(seconds: int) -> str:
    return f"{seconds // 60} 分 {seconds % 60:02} 秒" if seconds else ""


def answered(one: PersonRow) -> str:
    return f"{one.answered} / {one.total}" if one.total else ""


def who(one: PersonRow) -> str:
    return f"{one.listed.name}（…{one.listed.id_number[-4:]}）"


def extra(minutes: int) -> str:
    return f"已加 {minutes} 分钟" if minutes else ""


def more(number: int) -> str:
    return f"这里只列前 {MOST_SHOWN} 人，一共 {number} 人，都在导出的表里。"


def close_note(sitting: int) -> str:
    now = f"现在有 {sitting} 人正在答。" if sitting else ""
    return f"{now}收了以后谁也不能再答，没有答完的按已经答的算分。收了就不能再开。"


def percent(right: int, asked: int) -> str:
    return f"{round(100 * right / asked)}%" if asked else ""
