"""The starter pack's directory and roster, of the invented 云溪里中心: what a keeper's sheets become.

Services and what to bring are said as a new hall would say them, in general; whoever comes asks first. The roster goes
by weekday, so that somebody is on duty on each day of any month. People are invented.
"""

from __future__ import annotations

from pathlib import Path

from content.kinds.directory import DIRECTORY, PLACES, QUESTIONS, SERVICES
from content.kinds.kind import ExhibitKind
from content.kinds.roster import FORM as DUTIES
from content.kinds.roster import ROSTER
from content.packs.starter_source.sheets import Row, write_sheet

_DAY, _ID, _AT_ONCE = "8:30–17:30", "身份证（原件）", "当场答复"
_MAYBE = "身份证（没带也能先问）"
_MEMBERS, _ALL = "党员服务", "综合业务"
_FIRST, _SECOND = "1 号窗口", "2 号窗口"

ON_DUTY = ("许知夏", "沈长河", "方砚舟", "顾守田")
"""Who has a portrait: those of the gallery of people."""

_SERVICES: tuple[Row, ...] = (
    ("组织关系转接", _FIRST, f"{_ID}、支部全称", _DAY, "", "", _MEMBERS,
     "支部全称，是要转去的那个支部的，要写全。先和那边说好，再来办。"),
    ("党费", _FIRST, _MAYBE, _DAY, "", _AT_ONCE, _MEMBERS,
     "交多少、交给谁、怎么补，都可以问。这台终端上也有一张图讲党费怎么算。"),
    ("入党咨询", _FIRST, _MAYBE, _DAY, "", _AT_ONCE, _MEMBERS,
     "申请书怎么写，交给谁，后面有哪几步，先来问一问。"),
    ("查入党时间", _FIRST, _ID, _DAY, "", "几分钟", _MEMBERS,
     "党员本人来。带了身份证，也可以自己在这台终端上点“忆初心”看。"),
    ("社保咨询", _SECOND, f"{_ID}、社保卡", _DAY, "", _AT_ONCE, _ALL,
     "能不能在这里办，要带什么，窗口替您问清楚。"),
    ("居住登记", _SECOND, f"{_ID}、住处证明", _DAY, "", "", _ALL,
     "住处证明要哪一种，先问一声：自己的房子和租的房子不一样。"),
    ("老年人优待", _SECOND, f"{_ID}、户口簿", _DAY, "", "", _ALL,
     "走不动的，家里人来也行，两个人的身份证都带上。"),
    ("困难救助", _SECOND, f"{_ID}、户口簿", _DAY, "", "", _ALL,
     "家里遇到难处，先来说一说，再看可以申请哪一种。"),
    ("帮办代办", "3 号窗口", "身份证（代办的带两张）", _DAY, "", "", "",
     "材料不会填、字看不清，有人陪着办。不方便出门的，请家里人来说一声，工作人员上门。"),
    ("反映问题", "4 号窗口", "照片（有的话）", _DAY, "", "当场记下", "咨询投诉",
     "说清楚什么事、在哪里、什么时候，当面记下来。"),
    ("邻里调解", "调解室", "字据（有的话）", "9:00–11:30", "二、四", "", "",
     "两家都愿意坐下来谈，先到服务台登记。"),
    ("法律咨询", "203 咨询室", "和这件事有关的文件", "14:00–17:00", "四", "", "",
     "先到服务台登记，按登记的先后谈。"),
)  # fmt: skip
_PLACES: tuple[Row, ...] = (
    (_FIRST, "1", "党员服务", _DAY),
    (_SECOND, "1", "综合业务", _DAY),
    ("3 号窗口", "1", "陪着办，替您跑，上门办。", _DAY),
    ("4 号窗口", "1", "问政策，反映问题，提意见。", _DAY),
    ("阅览室", "1", "看书、看报。星期六上午在图书角教孩子写字。", "每天 8:30–20:00"),
    ("党员活动室", "1", "支部开会、过主题党日。没有活动的时候，门开着。", _DAY),
    ("调解室", "1", "两家坐下来谈，有人在中间听。", "星期二、星期四 9:00–11:30"),
    ("201 会议室", "2", "开会、培训。要用的先到服务台登记。", _DAY),
    ("202 教室", "2", "星期三下午教用手机，一个半小时。", _DAY),
    ("203 咨询室", "2", "法律咨询。一次谈一家，门是关上的。", "星期四 14:00–17:00"),
    ("204 书画室", "2", "写字、画画的地方，笔墨都有。", _DAY),
    ("205 活动厅", "2", "下雨天跳舞、打太极的地方。", _DAY),
)  # fmt: skip
_QUESTIONS: tuple[Row, ...] = (
    ("支部的全称不知道怎么办？", "打电话问一问那边的人，或者到 1 号窗口请工作人员查。", "组织关系转接"),
    ("替老人来办，带什么？", "老人的和您自己的身份证都带上。别的材料，先问一声再准备。", "帮办代办"),
    ("没有带身份证怎么办？", "先到服务台说一声。有的事可以先问清楚，下次带来再办。", ""),
    ("过了号怎么办？", "小票上写着。拿不准，到服务台问一声。", ""),
    ("老人不会用屏幕怎么办？", "点屏幕下面的“请人帮忙”，工作人员会过来。", ""),
    ("星期六、星期日开门吗？", "开门，和平常一样，8:30 到 17:30。", ""),
    ("轮椅进得来吗？", "进得来。门口有坡道，里面有电梯，卫生间里有扶手。", ""),
    ("车停在哪里？", "门口东边有车位，不收费。", ""),
)  # fmt: skip
_DUTIES: tuple[Row, ...] = (
    ("一、三、五", "许知夏", "代办员", _DAY, "服务台", "材料缺一样，我写给您", "许知夏.png"),
    ("一、三、五", "冯一舟", "志愿者", "9:00–11:30", "门口", "您只问一次，别的我去跑", ""),
    ("二、四", "沈长河", "网格员", _DAY, "服务台", "有事说一声，我去问", "沈长河.png"),
    ("二、四", "陆闻溪", "志愿者", "9:00–11:30", "门口", "有事您说话", ""),
    ("六", "方砚舟", "志愿者", _DAY, "服务台", "您慢慢地说，我等着", "方砚舟.png"),
    ("日", "顾守田", "志愿者", _DAY, "服务台", "字看不清楚，我来念", "顾守田.png"),
)  # fmt: skip


def write(folder: Path, people: Path) -> None:
    """``people``: the folder of the gallery, with ``NAME.png`` of each who is on duty."""
    services = ("name", "place", "bring", "hours", "weekdays", "takes", "queue", "note")
    directory = (
        (SERVICES, services, _SERVICES), (PLACES, ("name", "floor", "does", "hours"), _PLACES),
        (QUESTIONS, ("ask", "answer", "about"), _QUESTIONS),
    )  # fmt: skip
    duties = (DUTIES, ("weekdays", "name", "post", "hours", "place", "promise", "picture"), _DUTIES)
    photos = {f"{name}.png": (people / f"{name}.png").read_bytes() for name in ON_DUTY}
    write_sheet(folder / "directory.sheet", ExhibitKind.DIRECTORY, DIRECTORY, directory, {})
    write_sheet(folder / "roster.sheet", ExhibitKind.ROSTER, ROSTER, (duties,), photos)
