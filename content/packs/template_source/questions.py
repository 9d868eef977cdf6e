"""The bank of 模板, a question a type, and the paper that is drawn of it. Its title and topic need not be written over:
a paper is called by them on three pages of its sheet.
"""

from __future__ import annotations

from content.banks.making import Draft, Making
from content.banks.papers import Band, Order, Plan, Quota
from content.banks.sheet_writing import sheet_bytes
from content.pack.paper_writing import paper_sheet_bytes
from content.packs.same_bytes import same_bytes
from content.packs.template_source.texts import STAMP

_TOPIC, _SOURCE = "社区常识", "请改：答案出自哪里、第几条"
_WHY = "【请改：为什么是这个答案，一两句话】"
_CHOICES = ["请改：第一个选项", "请改：第二个选项", "请改：第三个选项", "请改：第四个选项"]
_QUESTIONS: tuple[tuple[str, str, list[str], str], ...] = (
    ("单选", "请改：一道单选题，只有一个是对的", _CHOICES, "B"),
    ("多选", "请改：一道多选题，对的有两个以上", _CHOICES, "ACD"),
    ("判断", "请改：一句话，对还是错", [], "对"),
    ("填空", "请改：一句话，空着的地方写四道横线：本中心在____", [], "请改：填什么/请改：另一种写法"),
    ("排序", "请改：几步，答案按先后写字母", ["请改：第二步", "请改：第一步", "请改：第三步"], "BAC"),
)


def files() -> dict[str, bytes]:
    """Spreadsheets by their names in the pack."""
    making = Making("题库.xlsx")
    for number, (kind, stem, options, answer) in enumerate(_QUESTIONS, start=1):
        making.add(
            Draft("题库", number + 1, stem, answer, list(options), kind, str(number), _WHY, (_TOPIC,), "", _SOURCE)
        )
    bank = making.bank("template")
    assert not bank.findings, bank.findings
    plan = Plan(
        "everyday", _TOPIC, (Quota(5, _TOPIC),), note="请改：考什么，一句话", order=Order.KIND,
        bands=(Band(80, "优秀", "难不住您。"), Band(60, "合格", "常用的都知道。"),
               Band(0, "再学一学", "不着急，慢慢来。")),
    )  # fmt: skip
    made = {"题库.xlsx": sheet_bytes(bank), "试卷.xlsx": paper_sheet_bytes([plan])}
    return {name: same_bytes(content, STAMP) for name, content in made.items()}
