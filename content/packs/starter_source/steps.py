"""Two guides and the oath of admission: how one's own record is read here, how one books a doctor by telephone.

The first says what this terminal's own pages say; the second states no rule. The oath is article 6 of the
constitution, to the letter: `OATH_TEXT`, a line for each of its clauses.
"""

from __future__ import annotations

import re
from pathlib import Path

from content.kinds.kind import ExhibitKind
from content.kinds.steps import FORM, OATH, STEPS
from content.packs.starter_source.sheets import Row, write_sheet

OATH_TEXT = (
    "我志愿加入中国共产党，拥护党的纲领，遵守党的章程，履行党员义务，执行党的决定，严守党的纪律，"
    "保守党的秘密，对党忠诚，积极工作，为共产主义奋斗终身，随时准备为党和人民牺牲一切，永不叛党。"
)
_RECORD: tuple[Row, ...] = (
    ("带好身份证", "要本人的。档案只给本人看，用别人的证查不到。", "没带证，到服务台领口令，10 分钟内用，只用一次。"),
    ("点“忆初心”", "在首页上。", "首页上没有的，问一问服务台在哪里查。"),
    ("看清用途", "屏幕先说读证做什么：照片和证号都不留。同意，就点“我同意”。", "不同意也没关系，别的都照常能用。"),
    ("把身份证放平", "在屏幕右下方，有绿灯的地方，别拿开。", "没读出来，拿开，再放一次。"),
    ("收好证，看档案", "读到以后，证就可以拿走。点“看我的档案”。", "身边有人，等一会儿再看也不迟。"),
    ("看完就清除", "点“看完了，清除并退出”，屏幕上的内容马上清掉。", "忘了点，一会儿没有人碰，也会清掉。"),
    ("日期不对怎么办", "带上身份证到服务台，由管理员对照原始材料改。", ""),
)  # fmt: skip
_BOOKING: tuple[Row, ...] = (
    ("先问清从哪里进", "打医院的电话，或者看医院里贴的说明，用医院自己的应用或者网页。", "别人发来的链接不点。"),
    ("备好三样", "身份证：看病那个人的\n社保卡：或者医保电子凭证\n手机：能收短信", ""),
    ("填看病的人", "填看病那个人的姓名和证号。替家里人挂，不填自己的。", "验证码只填在这一页里，不报给任何人。"),
    ("选科、选医生", "先选科，再选日子和医生。", "不知道看哪一科，打医院的电话问。"),
    ("对一遍再确定", "姓名：是看病的人\n日子：是那天\n医生：是那一科", "要付钱的，付完看到“成功”才算挂上。"),
    ("记在纸上", "哪天、几点、哪一科、哪位医生，写下来放在看得见的地方。", "去不了，早一点退号。"),
    ("那天早一点到", "身份证：原件\n社保卡：或者医保电子凭证\n药名：正在吃的药", "不知道往哪里走，问门口的导医。"),
)  # fmt: skip


def oath_lines() -> tuple[str, ...]:
    """Its clauses, each with the mark behind it: together they are the text."""
    return tuple(re.findall(r"[^，。]+[，。]", OATH_TEXT))


def write(folder: Path) -> None:
    for file, rows in (("record", _RECORD), ("booking", _BOOKING)):
        table = (FORM, ("title", "note", "hint"), rows)
        write_sheet(folder / f"{file}.sheet", ExhibitKind.STEPS, STEPS, (table,))
    oath = (OATH, ("line",), tuple((line,) for line in oath_lines()))
    write_sheet(folder / "oath.sheet", ExhibitKind.STEPS, STEPS, (oath,))
