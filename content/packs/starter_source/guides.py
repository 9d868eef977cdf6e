"""The starter pack's directory, roster, guide and oath, of the invented 云溪里: what a keeper's sheets become.

What the guide says is how this terminal works; services are those that a new hall has. People are invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from content.kinds.directory import DIRECTORY, PLACES, QUESTIONS, SERVICES
from content.kinds.filled import SheetKind
from content.kinds.kind import ExhibitKind
from content.kinds.roster import FORM as DUTIES
from content.kinds.roster import ROSTER
from content.kinds.steps import FORM as GUIDE
from content.kinds.steps import OATH, STEPS
from content.tables import bundle
from content.tables.form import Form
from content.tables.reading import of_kept

PORTRAIT = (360, 360)
ON_DUTY = "许知夏"
_ART = Path(__file__).parent / "art"
_DAY, _ID = "8:30-17:30", "身份证"
Row = tuple[str, ...]


def portrait() -> dict[str, str]:
    """SVG text by the name of the picture."""
    return {ON_DUTY: (_ART / "person1.svg").read_text(encoding="utf-8")}


_SERVICES: tuple[Row, ...] = (
    ("党员服务", "1 号窗口", f"{_ID}（原件）", _DAY, "", "组织关系转接、党费、证明，都在这里问。"),
    ("综合业务", "1 号窗口", f"{_ID}（原件）", _DAY, "", "要带的材料每件事不一样，来以前可以先打电话问。"),
    ("帮办代办", "3 号窗口", f"{_ID}（本人的，或者您代谁来的）", _DAY, "", "不方便出门的，可以请人上门。"),
    ("咨询投诉", "4 号窗口", "", _DAY, "", "说清楚是什么事、在哪里、什么时候，就记下来。"),
    ("法律咨询", "203 室", "和这件事有关的文件", "14:00-17:00", "四", "先到服务台登记。"),
)  # fmt: skip
_PLACES: tuple[Row, ...] = (
    ("1 号窗口", "1", "党员服务、综合业务", _DAY), ("3 号窗口", "1", "帮办代办", _DAY),
    ("4 号窗口", "1", "咨询投诉", _DAY), ("203 室", "2", "法律咨询", "星期四下午"),
    ("阅览室", "1", "看书、看报，可以坐下来歇歇。", "每天 8:30-20:00"),
)  # fmt: skip
_QUESTIONS: tuple[Row, ...] = (
    ("支部的全称不知道怎么办？", "打电话问一问那边的人，或者到 1 号窗口请工作人员查。", "党员服务"),
    ("过了号怎么办？", "把小票给窗口的工作人员看，能接着办。", ""),
    ("老人不会用屏幕怎么办？", "点屏幕下面的“请人帮忙”，工作人员会过来。", ""),
)  # fmt: skip
_DUTIES: tuple[Row, ...] = (
    ("一、三、五", "冯一舟", "党员先锋岗", _DAY, "服务台", "您只问一次，别的我去跑", ""),
    ("二、四", ON_DUTY, "党员先锋岗", _DAY, "服务台", "先问到我，我就管到底", f"{ON_DUTY}.png"),
    ("二、四", "陆闻溪", "志愿者", "9:00-11:30", "门口", "有事您说话", ""),
)  # fmt: skip
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


def write(folder: Path, pictures: Mapping[str, bytes]) -> None:
    """``pictures``: what `portrait` drew, as PNG, by name."""
    photo = {f"{ON_DUTY}.png": pictures[ON_DUTY]}
    rows = ("name", "place", "bring", "hours", "weekdays", "note")
    directory = (
        (SERVICES, rows, _SERVICES), (PLACES, ("name", "floor", "does", "hours"), _PLACES),
        (QUESTIONS, ("ask", "answer", "about"), _QUESTIONS),
    )  # fmt: skip
    turns = ("weekdays", "name", "post", "hours", "place", "promise", "picture")
    _write(folder, "directory", ExhibitKind.DIRECTORY, DIRECTORY, directory, {})
    _write(folder, "roster", ExhibitKind.ROSTER, ROSTER, ((DUTIES, turns, _DUTIES),), photo)
    _write(folder, "ticket", ExhibitKind.STEPS, STEPS, ((GUIDE, ("title", "note", "hint"), _GUIDE),), {})
    _write(folder, "promise", ExhibitKind.STEPS, STEPS, ((OATH, ("line",), _OATH),), {})


def _write(
    folder: Path, file: str, name: ExhibitKind, kind: SheetKind,
    tables: Sequence[tuple[Form, Row, Sequence[Row]]], pictures: Mapping[str, bytes],
) -> None:  # fmt: skip
    told = {
        form.name: [{key: cell for key, cell in zip(keys, row, strict=True) if cell} for row in rows]
        for form, keys, rows in tables
    }
    read = of_kept(told, kind.forms, tuple(sorted(pictures)))
    (folder / f"{file}.sheet").write_bytes(bundle.written(name, read, pictures))
