"""目录.xlsx of 模板: every kind once, in the order in which a keeper meets them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from content.kinds.kind import ExhibitKind
from content.pack.entry import Entry, Manifest
from content.packs.template_source.sheets import TABLES

NAME, TITLE, VERSION = "template", "模板", "1"
_DAY = date(2026, 11, 30)
_SOURCE = "请改：谁提供的、从哪里来"
_ITEMS: tuple[tuple[str, ExhibitKind, str, str, str], ...] = (
    ("hall", ExhibitKind.IMAGE, "图片.png", "请改：图片的标题", "走进中心"),
    ("find-us", ExhibitKind.ARTICLE, "文章.docx", "怎么找到我们", "办事之前"),
    ("directory", ExhibitKind.DIRECTORY, "", "办什么，找哪里", "办事之前"),
    ("guide", ExhibitKind.STEPS, "", "请改：怎么办哪一件事", "办事之前"),
    ("floor", ExhibitKind.FLOOR_PLAN, "", "一楼平面图", "办事之前"),
    ("map", ExhibitKind.MAP, "", "附近的服务站、服务点", "党建地图"),
    ("roster", ExhibitKind.ROSTER, "", "今天谁值班", "值班表"),
    ("people", ExhibitKind.PEOPLE, "", "身边的党员", "人物"),
    ("tree", ExhibitKind.TREE, "", "街道、社区、支部", "三级体系"),
    ("years", ExhibitKind.TIMELINE, "", "请改：哪里的哪几年", "时间线"),
    ("poster", ExhibitKind.POSTER, "长图.png", "请改：一图读懂哪件事", "一图读懂"),
    ("rules", ExhibitKind.DOCUMENT, "文件.docx", "请改：公约或者制度的名称", "大家的公约"),
    ("film", ExhibitKind.VIDEO, "视频.mp4", "请改：视频的标题", "看一看"),
    ("bank", ExhibitKind.BANK, "题库.xlsx", "请改：题库的名称", ""),
)  # fmt: skip
"""Number, kind, file ("" of a sheet: as `TABLES` says), title, heading."""


def manifest() -> Manifest:
    entries = [
        Entry(name, kind, file or TABLES[kind][0], title, heading, _SOURCE, _DAY,
              seconds=0.0 if kind is ExhibitKind.VIDEO else 12.0)
        for name, kind, file, title, heading in _ITEMS
    ]  # fmt: skip
    told = {"hall": "图片文字.txt", "poster": "长图文字.txt"}
    entries = [
        replace(one, text_file=told.get(one.id, ""), subtitle_file="视频.srt" if one.id == "film" else "")
        for one in entries
    ]
    return Manifest(NAME, VERSION, TITLE, tuple(entries))
