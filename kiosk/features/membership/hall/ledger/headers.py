"""Headers of branch ledgers, by alias: which column is which field.

    place = find_header(sheet)                     # the row with the most headers that are known
    columns = columns_of(place, chosen)            # field -> columns; more than one is settled by `doubles`

Sources: the columns of 全国党员管理信息系统 and of the rosters that branches keep by hand.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.sheet import Sheet, cell_text, column_index, column_letters

HEADER_WITHIN_ROWS = 30
REQUIRED = ("name", "id_number")
SEVERAL = ("introducers", "contacts")
"""Fields that may stand in several columns (入党介绍人1, 入党介绍人2): their names are put together."""

_DAY = ("日期", "时间", "年月", "年月日")


def _dated(stems: str) -> Iterator[str]:
    """入党 -> 入党日期, 入党时间 …"""
    return (stem + day for stem in stems.split() for day in _DAY)


_STEPS: dict[str, str] = {
    "applied": "申请入党 递交入党申请书 提交入党申请书 递交申请书 递交入党申请 入党申请 写入党申请书",
    "talked": "谈话 派人谈话 组织派人谈话 组织谈话",
    "activist": (
        "确定入党积极分子 确定为入党积极分子 列为入党积极分子 成为入党积极分子 入党积极分子确定 "
        "确定积极分子 确定为积极分子 列为积极分子 成为积极分子 积极分子确定 入党积极分子"
    ),
    "candidate": "列为发展对象 确定发展对象 确定为发展对象 成为发展对象 发展对象确定 发展对象",
    "reviewed": "政治审查 政审 政审培训 集中培训 政治审查和集中培训",
    "joined": (
        "加入党组织 入党 加入中共 加入中国共产党 加入共产党 参加党组织 接收预备党员 接收为预备党员 "
        "支部大会接收预备党员 支部大会接收为预备党员 吸收为预备党员 成为预备党员 列为预备党员 预备党员"
    ),
    "extended": "延长预备期 延长预备期决定 决定延长预备期",
    "full": "转为正式党员 转正 成为正式党员 正式党员 批准转正 预备党员转正 党员转正 按期转正",
    "counted_from": "党龄起算 党龄计算 党龄计算起始 党龄起始 计算党龄 计算党龄起始",
}
_OTHERS: dict[str, str] = {
    "name": "姓名 党员姓名 名字",
    "id_number": (
        "公民身份证号码 公民身份号码 公民身份证号 身份证号 身份证号码 身份证 身份证件号 身份证件号码 "
        "居民身份证号码 居民身份证号 居民身份证 身份号码 证件号码 证件号"
    ),
    "branch": (
        "所在党支部 所在支部 所属党组织 所属党支部 所属支部 所在党组织 所在党支部名称 所在党组织名称 "
        "党支部 支部 党支部名称 支部名称 党组织名称 现所在党支部 现所在支部 组织关系所在党支部 "
        "组织关系所在支部 组织关系所在党组织"
    ),
    "joined_branch": (
        "入党时所在党支部 入党时所在支部 入党时党支部 入党时所在党组织 入党所在党支部 入党所在支部 "
        "接收党支部 接收支部 发展党支部 入党支部 入党党支部 入党时支部"
    ),
    "category": "人员类别 党员类别 党员类型 人员类型 入党类型",
    "state": "党籍状态 党员状态 党籍情况 党籍",
    "introducers": ("入党介绍人 介绍人 入党介绍人姓名 介绍人姓名 第一介绍人 第二介绍人 第一入党介绍人 第二入党介绍人"),
    "contacts": (
        "培养联系人 入党培养联系人 入党联系人 培养人 培养联系人姓名 积极分子培养联系人 "
        "入党积极分子培养联系人 第一培养联系人 第二培养联系人"
    ),
}

ALIASES: dict[str, tuple[str, ...]] = {
    field: tuple(_OTHERS[field].split() if field in _OTHERS else _dated(_STEPS[field])) for field in words.FIELDS
}
"""The headers each field is known by."""

_WEAK = ("入党类型",)
"""Says the category only where no better column does: some ledgers keep 发展入党, 追认 … in it."""

_HINT = re.compile(
    r"\((?:[^()]*(?:必填|选填|可填|可选|填写|格式|例如|如[:：]|文本|位|[yY]{2,4}|年月日?|真实)[^()]*|全称)\)"
)
_NUMBERED = re.compile(r"(?:\(?[1-4一二三四①②③]\)?)$")


class ColumnUnknown(Exception):
    """`--column` named a field or a column that there is not; the message is for the keeper."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Where and what: `row` from 1 and `column` as letters, as the table shows them; None for the whole sheet.

    `who` is the masked name and the end of the number, so that a keeper finds the person in their own table.
    """

    row: int | None
    column: str | None
    header: str
    text: str
    who: str = ""


class HeadersRefused(Exception):
    """The sheet cannot be read as it is; `problems` name why.

    `choices` has the fields for which the keeper must choose one column (`{"joined": ["G", "K"]}`).
    """

    def __init__(self, problems: list[Problem], choices: Mapping[str, list[str]] | None = None) -> None:
        super().__init__("；".join(problem.text for problem in problems))
        self.problems, self.choices = problems, dict(choices or {})


@dataclass(frozen=True, slots=True)
class HeaderPlace:
    """The header: its (last) row, and the text of each column, already folded; empty where a column has none."""

    row: int
    texts: tuple[str, ...]


def header_text(cell: Any) -> str:
    """A header without blanks, stars, colons and hints such as （必填） or （格式：2001-07-01）."""
    folded = re.sub(r"[\s*:：_]", "", unicodedata.normalize("NFKC", cell_text(cell)))
    return _HINT.sub("", folded)


_FIELD_OF = {header_text(alias): field for field, aliases in ALIASES.items() for alias in aliases}


def field_of(header: str) -> str | None:
    """The field of a folded header. Numbered columns are known only for names (入党介绍人2)."""
    field = _FIELD_OF.get(header)
    if field is None and _NUMBERED.search(header):
        numbered = _FIELD_OF.get(_NUMBERED.sub("", header))
        field = numbered if numbered in SEVERAL else None
    return field


def find_header(sheets: Sequence[Sheet]) -> tuple[Sheet, HeaderPlace]:
    """The sheet and row with the most known headers, at least two. Raises HeadersRefused."""
    found = [(sheet, place) for sheet in sheets if (place := _header_of(sheet)) is not None]
    if not found:
        wanted = "、".join(words.FIELDS[field] for field in REQUIRED)
        text = words.NO_HEADER.format(rows=HEADER_WITHIN_ROWS, wanted=wanted)
        raise HeadersRefused([Problem(None, None, "", text)])
    return max(found, key=lambda one: (_has_required(one[1].texts), len(_known(one[1].texts))))


def _header_of(sheet: Sheet) -> HeaderPlace | None:
    """A merged header has two rows: what its lower one leaves empty is said by the upper one."""
    best, above = HeaderPlace(0, ()), tuple[str, ...]()
    for number, cells in sheet.rows():
        if number > HEADER_WITHIN_ROWS:
            break
        texts = tuple(map(header_text, cells))
        filled = tuple(text or upper for text, upper in _zip_long(texts, above)) if any(texts) else ()
        for candidate in (texts, filled):
            if len(_known(candidate)) > max(1, len(_known(best.texts))):
                best = HeaderPlace(number, candidate)
        above = texts
    return best if best.row else None


def _zip_long(lower: Sequence[str], upper: Sequence[str]) -> Iterable[tuple[str, str]]:
    width = max(len(lower), len(upper))
    padded = [[*texts, *[""] * (width - len(texts))] for texts in (lower, upper)]
    return zip(*padded, strict=True)


def _known(texts: Iterable[str]) -> set[str]:
    return {field for field in map(field_of, texts) if field}


def _has_required(texts: Iterable[str]) -> bool:
    return _known(texts).issuperset(REQUIRED)


def columns_of(place: HeaderPlace, chosen: Mapping[str, str]) -> dict[str, tuple[int, ...]]:
    """Field -> its columns, left to right. Raises HeadersRefused for a missing required one, or ColumnUnknown.

    `chosen` gives some fields (by key or by any known header) one column by its letters, whatever its header says.
    """
    places: defaultdict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(place.texts):
        if (field := field_of(text)) is not None:
            places[field].append(at)
    for asked, letters in chosen.items():
        places[_asked_field(asked)] = [_asked_column(letters, place)]
    strong = [at for at in places["category"] if place.texts[at] not in _WEAK]
    places["category"] = strong or places["category"]
    problems = [_missing(place, field) for field in REQUIRED if not places[field]]
    if problems:
        raise HeadersRefused(problems)
    return {field: tuple(places[field]) for field in words.FIELDS if places[field]}


def _asked_field(asked: str) -> str:
    text = header_text(asked)
    field = asked if asked in words.FIELDS else field_of(text)
    if field is None:
        raise ColumnUnknown(words.NO_SUCH_FIELD.format(asked=asked, fields="、".join(words.FIELDS.values())))
    return field


def _asked_column(letters: str, place: HeaderPlace) -> int:
    at = column_index(letters)
    if at is None or at >= len(place.texts):
        raise ColumnUnknown(words.NO_SUCH_COLUMN.format(column=letters))
    return at


def _missing(place: HeaderPlace, field: str) -> Problem:
    header = words.FIELDS[field]
    text, near = words.HEADER_MISSING.format(header=header), _nearest(place, field)
    if near is None:
        return Problem(place.row, None, header, text)
    column = column_letters(near)
    said = words.HEADER_NEAREST.format(
        cell=f"{column}{place.row}", found=place.texts[near], header=header, column=column
    )
    return Problem(place.row, column, header, f"{text}；{said}")


def _nearest(place: HeaderPlace, field: str) -> int | None:
    """The unknown header that comes nearest to a known one of `field`."""
    unknown = {text: at for at, text in enumerate(place.texts) if text and field_of(text) is None}
    for alias in ALIASES[field]:
        near = difflib.get_close_matches(alias, unknown, n=1, cutoff=0.6)
        if near:
            return unknown[near[0]]
    return None


def remarks(place: HeaderPlace, columns: Mapping[str, tuple[int, ...]]) -> list[str]:
    """What was left aside or is not there, so that a keeper never believes it was read."""
    used = {at for ats in columns.values() for at in ats}
    ignored = [text for at, text in enumerate(place.texts) if text and at not in used]
    absent = [field for field in words.FIELDS if field not in columns]
    said = [words.COLUMNS_IGNORED.format(names="、".join(ignored))] if ignored else []
    near = [(field, at) for field in absent if (at := _nearest(place, field)) is not None]
    said += [
        words.MAYBE.format(found=place.texts[at], header=words.FIELDS[field], column=column_letters(at))
        for field, at in near
    ]
    if not any(field in columns for field in _STEPS if field != "counted_from"):
        said.append(words.NO_DATES_AT_ALL)
    elif expected := [words.FIELDS[field] for field in words.EXPECTED_COLUMNS if field in absent]:
        said.append(words.COLUMNS_ABSENT.format(names="、".join(expected)))
    return said
