"""What the hall itself says of exams: in the audit chain, in a person's own copy."""

from __future__ import annotations

ACTIONS = {
    "exam_card": "正式测试刷卡",
    "exam_opened": "开一场正式测试",
    "exam_people": "放入测试名单",
    "exam_minutes": "给一个人加时",
    "exam_closed": "提前收卷",
    "exam_deleted": "删除一场测试",
    "exam_looked": "看测试的人和成绩",
    "exam_results": "导出测试成绩",
}

PICTURE_ELSEWHERE = (
    "（这道题有一张图，这台终端显示不出来。请先停下，到另一台终端刷同一张身份证接着做，或者问工作人员。）"
)
COPY = "正式测试.txt"
IN_LIST, NOT_BEGUN = "在名单里", "没有开始"
NAME, NUMBER, BRANCH, EXTRA = "姓名", "身份证号", "支部", "加时"
BEGAN, ENDED, USED, POINTS, ANSWERS = "开始", "交卷", "用时", "分数", "作答"
NONE = "没有作答"


def about(title: str, people: int | None) -> str:
    return title if people is None else f"{title}（{people} 人）"


def minutes(number: int) -> str:
    return f"{number} 分钟"


def used(seconds: int) -> str:
    return f"{seconds // 60} 分 {seconds % 60} 秒"


def points(number: int, right: int, total: int) -> str:
    return f"{number} 分（{total} 题答对 {right} 题）"
