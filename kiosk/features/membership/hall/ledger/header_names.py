"""What branch ledgers call their columns: a header, as it stands there -> the field it is.

Sources: the columns of 全国党员管理信息系统 and of the rosters that branches keep by hand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from kiosk.features.membership.hall.ledger import words
from kiosk.features.membership.hall.ledger.sheet import cell_text

SEVERAL = ("introducers", "contacts")
"""Fields that may stand in several columns (入党介绍人1, 入党介绍人2): their names are put together."""

_DAY = ("日期", "时间", "年月", "年月日")


def _dated(stems: str) -> Iterator[str]:
    """入党 -> 入党日期, 入党时间 …"""
    return (stem + day for stem in stems.split() for day in _DAY)


STEPS: dict[str, str] = {
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
    "name": "姓名 党员姓名 名字 真实姓名",
    "id_number": (
        "公民身份证号码 公民身份号码 公民身份证号 身份证号 身份证号码 身份证 身份证件号 身份证件号码 "
        "居民身份证号码 居民身份证号 居民身份证 身份号码 证件号码 证件号"
    ),
    "branch": (
        "所在党支部 所在支部 所属党组织 所属党支部 所属支部 所在党组织 所在党支部名称 所在党组织名称 "
        "党支部 支部 党支部名称 支部名称 党组织名称 现所在党支部 现所在支部 组织关系所在党支部 "
        "组织关系所在支部 组织关系所在党组织 隶属党支部 隶属支部 隶属党组织 隶属组织"
    ),
    "joined_branch": (
        "入党时所在党支部 入党时所在支部 入党时党支部 入党时所在党组织 入党所在党支部 入党所在支部 "
        "接收党支部 接收支部 发展党支部 入党支部 入党党支部 入党时支部"
    ),
    "category": "人员类别 党员类别 党员类型 人员类型 入党类型",
    "state": "党籍状态 党员状态 党籍情况 党籍",
    "introducers": (
        "入党介绍人 介绍人 入党介绍人姓名 介绍人姓名 第一介绍人 第二介绍人 第一入党介绍人 第二入党介绍人 "
        "第一介绍人姓名 第二介绍人姓名"
    ),
    "contacts": (
        "培养联系人 入党培养联系人 入党联系人 培养人 培养联系人姓名 积极分子培养联系人 "
        "入党积极分子培养联系人 第一培养联系人 第二培养联系人"
    ),
}

ALIASES: dict[str, tuple[str, ...]] = {
    field: tuple(_OTHERS[field].split() if field in _OTHERS else _dated(STEPS[field])) for field in words.FIELDS
}
"""The headers each field is known by."""

WEAK = ("入党类型",)
"""Says the category only where no better column does: some ledgers keep 发展入党, 追认 … in it."""

_HINT = re.compile(
    r"\((?:[^()]*(?:必填|选填|可填|可选|填写|格式|例如|如[:：]|文本|位|[yY]{2,4}|年月日?|真实)[^()]*|全称)\)"
)
_NUMBERED = re.compile(r"(?:\(?第?[1-4一二三四①②③]人?\)?)$")


def header_text(cell: Any) -> str:
    """A header without blanks, stars, colons and hints such as （必填） or （格式：2001-07-01）."""
    folded = re.sub(r"[\s*:：_]", "", unicodedata.normalize("NFKC", cell_text(cell)))
    return _HINT.sub("", folded)


_FIELD_OF = {header_text(alias): field for field, aliases in ALIASES.items() for alias in aliases}

_WHEN = r"(?:的)?(?:具体)?(?:日期|时间|年月日?)"
_MADE = r"(?:被)?(?:确定|确立|确认|列|转|转成|成|吸收)?为?"
PATTERNS = {
    "applied": (
        r"(?:首次|第一次|初次)?(?:递交|提交|提出|上交|呈交|书写|写|交)?(?:入党)?申请书?"
        r"|(?:首次|第一次|初次)(?:申请入党|递交入党申请书?)|入党申请书?(?:首次|第一次)?(?:递交|提交|上交)"
    ),
    "talked": r"(?:党)?(?:组织)?(?:派人|安排)谈话|组织谈话",
    "activist": rf"{_MADE}(?:入党)?积极分子",
    "candidate": rf"{_MADE}发展对象",
    "joined": rf"(?:接收|发展|{_MADE})?为?(?:中共)?预备党员",
    "full": rf"{_MADE}(?:中共)?正式党员",
}
"""Steps of the history before 日期, 时间 …: the verbs that branches put to them."""
_STEP_OF = {field: re.compile(f"(?:{stem}){_WHEN}") for field, stem in PATTERNS.items()}
_MEETING = re.compile(r"支部(?:党员)?大会(?:讨论)?(?:通过|决议|决定|召开|同意)?")
_IN_BRACKETS = {
    re.compile(r"\((?:预备|预备党员|预备期|接收预备党员)\)"): "joined",
    re.compile(r"\((?:正式|正式党员)\)"): "full",
}


@lru_cache(4096)
def field_of(header: str) -> str | None:
    """The field of a folded header. Numbered columns are known only for names (入党介绍人2)."""
    field = _FIELD_OF.get(header)
    if field is None and _NUMBERED.search(header):
        numbered = _FIELD_OF.get(_NUMBERED.sub("", header))
        field = numbered if numbered in SEVERAL else None
    return field or _step_of(header)


def _step_of(header: str) -> str | None:
    """转积极分子时间, 接收预备党员支部大会时间, 入党时间(预备): what is told of a step beside its name."""
    if len(header) > 40 or not header.endswith((*_DAY, ")")):
        return None
    for field, pattern in _STEP_OF.items():
        if pattern.fullmatch(header):
            return field
    for brackets, said in _IN_BRACKETS.items():
        if (plain := brackets.sub("", header)) != header:
            return said if field_of(plain) == said else None
    plain = _MEETING.sub("", header)
    return field_of(plain) if plain != header and plain not in _DAY else None
