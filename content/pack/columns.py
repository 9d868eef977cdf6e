"""The columns of 目录.xlsx: what keepers call each field, and what they write for its values."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SHEET = "目录.xlsx"
ITEMS = "目录"
PACK = "内容包"
"""The sheet with what holds for the whole pack, a row a field."""
HOURS = "hours"
"""One column for ``daily_from`` and ``daily_until``."""

HEADERS: Mapping[str, str] = {
    "title": "标题", "kind": "类型", "file": "文件", "heading": "小标题", "source": "来源", "source_date": "日期",
    "valid_from": "展出从", "valid_until": "展出到", "weekdays": "星期", HOURS: "时段", "seconds": "秒数",
    "profiles": "层级", "screens": "屏幕", "weight": "权重", "playlist": "节目单", "interrupt": "插播",
    "consent": "同意", "consent_until": "同意到", "check_by": "核对到", "id": "编号", "text_file": "文字稿",
    "subtitle_file": "字幕", "topics": "话题", "attract": "待机", "demo": "演示",
}  # fmt: skip
"""In the order of the columns that are written; the first name of each, and the one that is said."""
PACK_ROWS: Mapping[str, str] = {"name": "名称", "version": "版本", "title": "标题"} | {
    key: HEADERS[key] for key in ("valid_from", "valid_until", "weekdays", HOURS, "profiles", "screens")
}
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "title": ("题目", "名称", "内容标题"),
    "kind": ("种类", "类别", "内容类型"),
    "file": ("文件名", "文件名称", "图片文件", "素材", "附件"),
    "heading": ("副标题", "栏目"),
    "source": ("出处", "供稿", "提供单位", "稿件来源"),
    "source_date": ("来源日期", "发布日期", "稿件日期", "成稿日期"),
    "valid_from": ("展出自", "开始日期", "展出开始", "上架日期", "有效期起", "开始展出", "起始日期"),
    "valid_until": ("展出至", "结束日期", "展出结束", "下架日期", "有效期止", "有效期至", "截止日期", "到期日", "展到"),
    "weekdays": ("周几", "星期几", "哪几天", "每周"),
    HOURS: ("时间段", "每天时段", "播放时段", "几点"),
    "seconds": ("秒", "停留秒数", "播放秒数", "时长", "停留时间"),
    "profiles": ("展出层级", "适用层级", "在哪一级"),
    "screens": ("展出屏幕", "在哪块屏", "屏"),
    "weight": ("次数", "频次"),
    "playlist": ("播放单", "专题单"),
    "interrupt": ("插播吗", "是否插播", "紧急"),
    "consent": ("本人同意", "同意方式", "授权"),
    "consent_until": ("同意到期", "授权到", "授权到期", "同意至"),
    "check_by": ("核对日期", "复核日期", "核对期限", "请核对"),
    "id": ("代号", "id"),
    "text_file": ("文字版", "无障碍文字", "替代文字"),
    "subtitle_file": ("字幕文件",),
    "topics": ("主题", "知识点"),
    "attract": ("待机播放", "轮播", "是否待机"),
    "demo": ("是否演示", "示例内容"),
}
_FIELD_OF = {alias: key for key, aliases in _ALIASES.items() for alias in aliases} | {
    header: key for key, header in HEADERS.items()
}
_PACK_FIELD_OF = {alias: key for key in PACK_ROWS for alias in _ALIASES.get(key, ())} | {
    header: key for key, header in PACK_ROWS.items()
}
KEEPS_OFF = ("valid_from", "valid_until", "weekdays", HOURS, "profiles", "screens", "consent_until")
"""Fields that take an exhibit off: with their header misspelt it would stay up for ever."""
_DROPPED = re.compile(r"[\s*:：]|[(](?:[^()]{0,20})[)]")
_NEAR = 0.65


@dataclass(frozen=True, slots=True)
class Columns:
    """Field -> column from 0; ``unknown``: (column, header) of no field; ``doubtful``: (column, header, meant)."""

    of: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...] = ()
    doubtful: tuple[tuple[int, str, str], ...] = ()


def folded(text: str) -> str:
    """A header without blanks, stars, colons and what stands in brackets, wide letters as narrow ones."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()


def find_columns(cells: Sequence[str]) -> Columns | None:
    """The columns, if these texts are a header: it names at least a title and a file."""
    of: dict[str, int] = {}
    unknown: list[tuple[int, str]] = []
    for column, text in enumerate(cells):
        key = _FIELD_OF.get(folded(text))
        if key is not None and key not in of:
            of[key] = column
        elif text:
            unknown.append((column, text))
    if "title" not in of or "file" not in of:
        return None
    doubtful = tuple((at, text, near) for at, text in unknown if (near := _meant(text, _FIELD_OF, of)))
    return Columns(of, tuple(one for one in unknown if one[0] not in {at for at, _, _ in doubtful}), doubtful)


def pack_field(text: str) -> str:
    """The field of the whole pack that a row of the sheet 内容包 names; empty for none."""
    return _PACK_FIELD_OF.get(folded(text), "")


def nearest_pack_field(text: str) -> str:
    """The header of a field that takes the pack off, which this one may have been meant for; empty for none."""
    return _meant(text, _PACK_FIELD_OF, {})


def _meant(text: str, names: Mapping[str, str], taken: Mapping[str, int]) -> str:
    near = difflib.get_close_matches(folded(text), names, 1, _NEAR)
    key = names[near[0]] if near else ""
    return HEADERS[key] if key in KEEPS_OFF and key not in taken else ""
