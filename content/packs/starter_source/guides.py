"""The starter pack's guide and oath: what a keeper's sheets become. What the guide says is how this terminal works."""

from __future__ import annotations

from pathlib import Path

from content.kinds.kind import ExhibitKind
from content.kinds.steps import FORM as GUIDE
from content.kinds.steps import OATH, STEPS
from content.packs.starter_source.sheets import Row, write_sheet

_ID = "身份证"

_GUIDE: tuple[Row, ...] = (
    ("点“取号办事”", "首页上最大的那一块就是。", ""),
    ("点要办的事", "点一下就出号，不用填表。", "点错了不要紧，下一页可以点“取错了”。"),
    ("拿好小票", "号码：叫到它就轮到您\n前面几人：大概要等多久\n窗口：到哪里办", "小票没出来，号还是您的。"),
    ("坐下来等叫号", "听声音，也看大屏幕。", "过号了，把小票给窗口的工作人员看。"),
    ("到叫您的窗口", f"{_ID}：原件\n小票：办完可以不要", ""),
)  # fmt: skip
_OATH: tuple[Row, ...] = (
    ("我自愿做一名社区志愿者",), ("邻居有事，随叫随到",), ("答应的事，一件一件做好",), ("不怕小事，不嫌麻烦",),
)  # fmt: skip


def write(folder: Path) -> None:
    write_sheet(folder / "ticket.sheet", ExhibitKind.STEPS, STEPS, ((GUIDE, ("title", "note", "hint"), _GUIDE),), {})
    write_sheet(folder / "promise.sheet", ExhibitKind.STEPS, STEPS, ((OATH, ("line",), _OATH),), {})
