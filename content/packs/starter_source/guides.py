"""The starter pack's guides and oath: what a keeper's sheets become.

What the guides to this terminal say is how it works; the one to a doctor states no rule. The oath of admission is
article 6 of the constitution, to the letter: a line for each of its clauses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from content.kinds.kind import ExhibitKind
from content.kinds.steps import FORM as GUIDE
from content.kinds.steps import OATH, STEPS
from content.packs.starter_source.sheets import Row, write_sheet
from content.tables.form import Form

OATH_TEXT = (
    "我志愿加入中国共产党，拥护党的纲领，遵守党的章程，履行党员义务，执行党的决定，严守党的纪律，"
    "保守党的秘密，对党忠诚，积极工作，为共产主义奋斗终身，随时准备为党和人民牺牲一切，永不叛党。"
)
_TICKET: tuple[Row, ...] = (
    ("点取号办事", "首页上最大的那一块就是。", ""),
    ("点要办的事", "点一下就出号，不用填表。", "点错了不要紧，下一页可以点“取错了”。"),
    ("拿好小票", "号码：叫到它就轮到您\n前面几人：大概要等多久\n过号：小票上写着怎么办", "小票没出来，号还是您的。"),
    ("坐下来等叫号", "听声音，也看大屏幕：上面写着到几号窗口。", "没赶上，到服务台问一声。"),
    ("到叫您的窗口", "小票：给工作人员看\n身份证：要用的话带原件", ""),
)  # fmt: skip
_RECORD: tuple[Row, ...] = (
    ("带好身份证", "要本人的。档案只给本人看，用别人的证查不到。", "没带证，到服务台领口令，10 分钟内用，只用一次。"),
    ("点“忆初心”", "在首页上。", "首页上没有的，问一问服务台在哪里查。"),
    ("看清用途", "屏幕先说读证做什么：照片和证号都不留。同意，就点“我同意”。", "不同意也没关系，别的都照常能用。"),
    ("把身份证放平", "在屏幕右下方，有绿灯的地方，别拿开。", "没读出来，拿开，再放一次。"),
    ("收好身份证", "读到以后，证就可以拿走。点“看我的档案”。", "身边有人，等一会儿再看也不迟。"),
    ("看完就清除", "点“看完了，清除并退出”，屏幕上的内容马上清掉。", "忘了点，一会儿没有人碰，也会清掉。"),
    ("日期不对的话", "带上身份证到服务台，由管理员对照原始材料改。", ""),
)  # fmt: skip
_BOOKING: tuple[Row, ...] = (
    ("问清从哪里进", "打医院的电话，或者看医院里贴的说明，用医院自己的应用或者网页。", "别人发来的链接不点。"),
    ("备好三样", "身份证：看病那个人的\n社保卡：或者医保电子凭证\n手机：能收短信", ""),
    ("填看病的人", "填看病那个人的姓名和证号。替家里人挂，不填自己的。", "验证码只填在这一页里，不报给任何人。"),
    ("选科、选医生", "先选科，再选日子和医生。", "不知道看哪一科，打医院的电话问。"),
    ("对一遍再确定", "姓名：是看病的人\n日子：是那天\n医生：是那一科", "要付钱的，付完看到“成功”才算挂上。"),
    ("记在纸上", "哪天、几点、哪一科、哪位医生，写下来放在看得见的地方。", "去不了，早一点退号。"),
    ("那天早一点到", "身份证：原件\n社保卡：或者医保电子凭证\n药名：正在吃的药", "不知道往哪里走，问门口的导医。"),
)  # fmt: skip


def oath_lines() -> tuple[str, ...]:
    """The clauses of the oath of admission, each with the mark behind it: together they are its text."""
    return tuple(re.findall(r"[^，。]+[，。]", OATH_TEXT))


def write(folder: Path) -> None:
    for file, rows in (("ticket", _TICKET), ("record", _RECORD), ("booking", _BOOKING)):
        _write(folder / f"{file}.sheet", GUIDE, ("title", "note", "hint"), rows)
    _write(folder / "oath.sheet", OATH, ("line",), tuple((line,) for line in oath_lines()))


def _write(file: Path, form: Form, keys: Row, rows: Sequence[Row]) -> None:
    write_sheet(file, ExhibitKind.STEPS, STEPS, ((form, keys, rows),), {})
