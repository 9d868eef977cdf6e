"""Which spreadsheet column means what: the header names seen in real question banks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

_ALIASES: dict[str, tuple[str, ...]] = {
    "number": ("题号", "编号", "序号", "题目编号", "id", "no"),
    "kind": ("题型", "类型", "题目类型", "试题类型"),
    "stem": ("题干", "题目", "问题", "内容", "试题", "题目内容", "试题内容", "题干内容"),
    "answer": ("答案", "正确答案", "标准答案", "参考答案"),
    "options": ("选项", "选择项", "备选项", "全部选项"),
    "explanation": ("解析", "答案解析", "说明", "提示", "试题解析", "答案说明"),
    "difficulty": ("难度", "难易度", "难易程度", "难度系数"),
    "tag": ("分类", "章节", "知识点", "标签", "题库", "专题"),
    "source": ("来源", "出处", "依据", "题目来源"),
    "source_date": ("来源日期", "依据日期", "出处日期"),
    "valid_from": ("有效期起", "生效日期", "启用日期", "有效期自", "开始日期"),
    "valid_until": ("有效期止", "失效日期", "截止日期", "停用日期", "有效期至", "结束日期"),
}
_FIELD_OF = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}
_OPTION = re.compile(r"(?:选项|选择项|备选项|备选答案|答案选项)?[(]?(?:([A-H])|([1-8]))[)]?(?:选项|项)?", re.IGNORECASE)
_DROPPED = re.compile(r"[\s*:：]|[(](?:必填|选填|可选|必选)[)]")


@dataclass(frozen=True, slots=True)
class Columns:
    """Column indices from 0. ``options`` maps option index (A is 0) to column; ``joined`` is one cell with all."""

    of: dict[str, int]
    options: dict[int, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        """Column of a field, or -1 when the sheet has none."""
        return self.of.get(name, -1)


def letters(column: int) -> str:
    """Spreadsheet name of a column counted from 0: ``A``, ``Z``, ``AA``; empty for -1."""
    name = ""
    number = column + 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def find_columns(cells: Sequence[str]) -> Columns | None:
    """The columns, if this row of texts is a header: it must name at least a stem and an answer."""
    of: dict[str, int] = {}
    options: dict[int, int] = {}
    for column, text in enumerate(cells):
        name = _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()
        if name in _FIELD_OF:
            of.setdefault(_FIELD_OF[name], column)
        elif (option := _option_index(name)) is not None:
            options.setdefault(option, column)
    return Columns(of, options) if "stem" in of and "answer" in of else None


def _option_index(name: str) -> int | None:
    match = _OPTION.fullmatch(name)
    if match is None or (match[2] and name == match[2]):  # a bare digit heads a score or a week, not an option
        return None
    return ord(match[1].upper()) - 65 if match[1] else int(match[2]) - 1
