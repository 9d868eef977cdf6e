"""Which spreadsheet column means what: the header names seen in real question banks."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

HEADERS = {
    "number": "题号", "kind": "题型", "stem": "题干", "answer": "答案", "options": "选项", "explanation": "解析",
    "difficulty": "难度", "tag": "知识点", "source": "来源", "source_date": "来源日期", "valid_from": "有效期起",
    "valid_until": "有效期止", "status": "状态", "picture": "图片", "literal": "原样",
}  # fmt: skip
"""What we call each field ourselves, when we write a sheet and when we ask for a column."""

_ALIASES: dict[str, tuple[str, ...]] = {
    "number": ("题号", "编号", "序号", "题目编号", "试题编号", "题目序号", "试题序号", "题序", "id", "no", "no."),
    "kind": ("题型", "类型", "题目类型", "试题类型", "题目题型", "试题题型", "题类", "type"),
    "stem": (
        "题干", "题目", "问题", "内容", "试题", "题目内容", "试题内容", "题干内容", "题目题干", "试题题干", "题目名称",
        "试题名称", "问题描述", "题目描述", "试题描述", "题干描述", "问题内容", "问题名称", "题目标题", "试题标题",
        "题目文字", "考题", "question", "stem",
    ),
    "answer": (
        "答案", "正确答案", "标准答案", "参考答案", "试题答案", "题目答案", "正确选项", "答案选项", "正确答案选项",
        "答案内容", "answer",
    ),
    "options": (
        "选项", "选择项", "备选项", "全部选项", "备选答案", "选项内容", "所有选项", "题目选项", "试题选项", "可选项",
        "候选项", "options",
    ),
    "explanation": ("解析", "答案解析", "说明", "提示", "试题解析", "题目解析", "答案说明", "解析说明", "解释", "详解"),
    "difficulty": ("难度", "难易度", "难易程度", "难度系数", "难度等级", "试题难度", "题目难度"),
    "tag": (
        "分类", "章节", "知识点", "标签", "题库", "专题", "所属章节", "所属分类", "题目分类", "试题分类", "所属题库",
        "题库分类", "考点", "类别", "模块",
    ),
    "source": ("来源", "出处", "依据", "题目来源", "试题来源", "出题依据", "法规依据", "答案依据"),
    "source_date": ("来源日期", "依据日期", "出处日期"),
    "valid_from": ("有效期起", "生效日期", "启用日期", "有效期自", "开始日期"),
    "valid_until": ("有效期止", "失效日期", "截止日期", "停用日期", "有效期至", "结束日期"),
    "status": ("状态", "题目状态", "试题状态", "是否启用"),
    "picture": ("图片", "题图", "配图", "图片文件", "题目图片", "试题图片"),
    "literal": ("原样",),
    "unused": ("分值", "得分", "分数", "score", "本题分值", "题目分值", "试题分值"),
}  # fmt: skip
_FIELD_OF = {alias: name for name, aliases in _ALIASES.items() for alias in aliases}
_NUMERALS = "一二三四五六七八九十"
_OPTION = re.compile(
    rf"(?:(选项|选择项|备选项|备选答案|答案选项|候选项|option))?[(]?(?:([a-z])|([1-9][0-9]{{0,2}})|([{_NUMERALS}]))[)]?"
    r"(选项|项|选项内容)?"
)
_BLANK = re.compile(r"(?:空|填空|第)?([1-9])(?:空|个空)?")
_DROPPED = re.compile(r"[\s*:：]|[(](?:必填|选填|可选|必选)[)]")
HEADER_WITHIN = 30
"""Rows of a sheet; real files carry a title, a notice and blank rows above the header."""
_LONGEST_NAME = 24
_MOST_COLUMNS = 300
_USUAL_OPTIONS = 8  # a lone letter beyond is an option only right behind the one before it


@dataclass(frozen=True, slots=True)
class Columns:
    """Column indices from 0. ``options`` maps option index (A is 0) to column, ``blanks`` the same of a fill item.

    ``tags`` are all columns that sort the items. ``unknown``: the headers that nobody understands, and ``twice`` those
    that were left aside for another one, with the one that was used.
    """

    of: dict[str, int]
    options: dict[int, int] = field(default_factory=dict)
    blanks: dict[int, int] = field(default_factory=dict)
    tags: tuple[tuple[int, str], ...] = ()
    unknown: tuple[int, ...] = ()
    twice: tuple[tuple[int, int], ...] = ()

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
    found = named_columns(cells)
    return found if "stem" in found.of and "answer" in found.of else None


def named_columns(cells: Sequence[str]) -> Columns:
    """The columns that the row names, whether or not it is a header."""
    of: dict[str, int] = {}
    options: dict[int, int] = {}
    blanks: dict[int, int] = {}
    tags: list[tuple[int, str]] = []
    unknown: list[int] = []
    twice: list[tuple[int, int]] = []
    for column, text in enumerate(cells[:_MOST_COLUMNS]):
        if not text:
            continue
        name = bare_name(text)
        known = _FIELD_OF.get(name)
        if known == "tag":
            tags.append((column, name))
        if known is not None:
            if known not in ("tag", "unused") and known in of:
                twice.append((column, of[known]))
            of.setdefault(known, column)
        elif (option := _option_index(name, options)) is not None:
            options.setdefault(option, column)
        elif (blank := _BLANK.fullmatch(name)) and name != blank[1]:
            blanks.setdefault(int(blank[1]) - 1, column)
        else:
            unknown.append(column)
    return Columns(of, options, blanks, tuple(tags), tuple(unknown), tuple(twice))


@lru_cache(maxsize=4096)
def bare_name(text: str) -> str:
    """A header without blanks, marks, width and case."""
    if len(text) > _LONGEST_NAME:
        return text
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()


def names_field(text: str) -> bool:
    """Whether the text is what a header calls a stem or an answer."""
    return len(text) <= _LONGEST_NAME and _FIELD_OF.get(bare_name(text)) in ("stem", "answer")


@lru_cache(maxsize=4096)
def nearest_field(text: str, fields: tuple[str, ...] = tuple(HEADERS)) -> str:
    """The field of ours that an unknown header comes nearest to; empty where none is near."""
    name = bare_name(text)
    if not name or len(name) > _LONGEST_NAME:
        return ""
    names = [alias for one in fields for alias in _ALIASES.get(one, ())]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return _FIELD_OF[near[0]] if near else ""


def _option_index(name: str, before: dict[int, int]) -> int | None:
    match = _OPTION.fullmatch(name)
    if match is None:
        return None
    named, letter, number, numeral, after = match.groups()
    if not letter:
        if not named and not after:  # a bare digit heads a score or a week, not an option
            return None
        return int(number) - 1 if number else _NUMERALS.index(numeral)
    index = ord(letter) - 97
    return index if named or after or index < _USUAL_OPTIONS or index - 1 in before else None
