"""The tables of 模板: of each kind that is filled in as a sheet one, as a keeper would have filled it in.

Rows stand as they may be shown, so that nothing has to be invented; what is only the hall's to know is a 请改. Hours
and days are the usual ones, for somebody to look at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.kinds.directory import PLACES, QUESTIONS, SERVICES
from content.kinds.kind import ExhibitKind
from content.kinds.map import MAP_FORM, PLAN_FORM
from content.kinds.people import PEOPLE
from content.kinds.roster import FORM as DUTIES
from content.kinds.steps import FORM as GUIDE
from content.kinds.table import SHEETS
from content.kinds.timeline import TIMELINE
from content.kinds.tree import FORM as NODES
from content.packs.same_bytes import same_bytes
from content.packs.template_source.texts import STAMP
from content.tables.form import Form
from content.tables.reading import of_kept
from content.tables.template import template

Rows = Sequence[Mapping[str, str]]
_HOURS, _PHONE = "8:30-17:30", "【请改：公开的办公电话】"

_STEPS: Rows = (
    {"title": "带好要带的", "note": "身份证：原件\n第二样：请改：带什么，要不要复印件\n第三样：请改：没有就去掉"},
    {"title": "取一个号", "note": "在大厅的屏幕上点“取号办事”，点【请改：哪个事项】。"},
    {"title": "听到叫号，到窗口", "note": "在【请改：几号窗口】办。",
     "hint": "【请改：本中心过号怎么办】"},
    {"title": "请改：这一步做什么", "note": "【请改：怎么做】", "hint": "【请改：容易卡住的地方】"},
    {"title": "拿到结果", "note": "【请改：当场拿，还是几天以后、到哪里拿】"},
)  # fmt: skip
_SERVICES: Rows = (
    {"name": "请改：第一个事项", "place": "1 号窗口", "bring": "身份证（原件）、【请改：第二样】", "hours": _HOURS,
     "takes": "请改：当场办完，还是几天", "phone": _PHONE},
    {"name": "请改：第二个事项", "place": "2 号窗口", "bring": "身份证（原件）、【请改：第二样】", "hours": _HOURS,
     "takes": "请改：当场办完，还是几天", "phone": _PHONE},
    {"name": "请改：只有几天办的事项", "place": "203 室", "bring": "【请改：带什么】", "hours": "14:00-17:00",
     "weekdays": "二、四", "note": "【请改：要不要先约】"},
)  # fmt: skip
_PLACES: Rows = (
    {"name": "1 号窗口", "floor": "1", "does": "【请改：这个窗口办什么】", "hours": _HOURS},
    {"name": "2 号窗口", "floor": "1", "does": "【请改：这个窗口办什么】", "hours": _HOURS},
    {"name": "203 室", "floor": "2", "does": "【请改：这间房间做什么用】", "hours": "星期二、星期四下午"},
)  # fmt: skip
_QUESTIONS: Rows = (
    {"ask": "过了号怎么办？", "answer": "【请改：本中心过号怎么办】"},
    {"ask": "请改：大家常问的一句话", "answer": "【请改：两三句话回答】"},
)  # fmt: skip
_DUTIES: Rows = (
    {"weekdays": "一三五", "name": "请改：第一位的姓名", "post": "党员先锋岗", "hours": _HOURS, "place": "服务台",
     "promise": "请改：一句承诺"},
    {"weekdays": "二四", "name": "请改：第二位的姓名", "post": "党员先锋岗", "hours": _HOURS, "place": "服务台",
     "promise": "请改：一句承诺"},
)  # fmt: skip
_PEOPLE: Rows = (
    {"name": "请改：第一位的姓名", "duty": "请改：职务，党龄几年", "identity": "是",
     "deeds": "【请改：做了什么，三五句话：哪一年、在哪里、怎么做的】", "promise": "请改：一句承诺",
     "note": "请改：谁推荐的、哪一天", "picture": "第一位.png"},
    {"name": "请改：第二位的姓名", "duty": "请改：职务", "deeds": "【请改：做了什么，三五句话】",
     "promise": "请改：一句承诺", "note": "请改：谁推荐的、哪一天", "picture": "第二位.png"},
)  # fmt: skip
_YEARS: Rows = (
    {"when": "2006", "title": "请改：哪一年，第一件事", "text": "【请改：几句话】", "source": "请改：哪本书、哪个文件"},
    {"when": "2016年5月", "title": "请改：哪一月，第二件事", "text": "【请改：几句话】",
     "source": "请改：哪本书、哪个文件"},
    {"when": "2026-10-01", "title": "请改：哪一天，第三件事", "text": "【请改：几句话】",
     "source": "请改：哪本书、哪个文件"},
)  # fmt: skip
_NODES: Rows = (
    {"number": "1", "name": "请改：街道党工委", "level": "街道", "note": "【请改：在哪里、管哪一片】"},
    {"number": "2", "parent": "1", "name": "请改：社区党委", "level": "社区", "here": "是",
     "note": "【请改：在哪里、找谁】"},
    {"number": "3", "parent": "2", "name": "请改：第一党支部", "level": "党支部",
     "note": "【请改：管哪几座楼、找谁】"},
    {"number": "4", "parent": "2", "name": "请改：第二党支部", "level": "党支部",
     "note": "【请改：管哪几座楼、找谁】"},
)  # fmt: skip
"""By numbers: a name is written over once."""
_TOWN: Rows = (
    {"name": "请改：本中心", "sort": "中心", "across": "51", "down": "50", "address": "请改：路名和门牌",
     "hours": _HOURS, "phone": _PHONE, "here": "是"},
    {"name": "请改：一个服务站", "sort": "站", "across": "17", "down": "22", "minutes": "8",
     "address": "请改：路名和门牌", "hours": _HOURS, "way": "【请改：出门往哪边，走到哪里，看见什么就到了】"},
    {"name": "请改：一个服务点", "sort": "点", "across": "84", "down": "90", "minutes": "12",
     "address": "请改：路名和门牌", "hours": _HOURS, "way": "【请改：出门往哪边，走到哪里，看见什么就到了】"},
)  # fmt: skip
_HOUSE: Rows = (
    {"name": "1 号窗口", "sort": "窗口", "across": "40", "down": "25", "hours": _HOURS, "way": "【请改：怎么走】"},
    {"name": "2 号窗口", "sort": "窗口", "across": "50", "down": "25", "hours": _HOURS, "way": "【请改：怎么走】"},
    {"name": "大门", "sort": "出口", "across": "50", "down": "90"},
    {"name": "服务台", "sort": "服务台", "across": "50", "down": "67", "hours": _HOURS, "way": "进门正前方。",
     "here": "是"},
    {"name": "请改：一间房间", "sort": "房间", "across": "82", "down": "26", "hours": "请改：几点开",
     "way": "【请改：怎么走】"},
    {"name": "卫生间", "sort": "卫生间", "across": "17", "down": "77", "way": "【请改：怎么走】"},
)  # fmt: skip

TABLES: Mapping[ExhibitKind, tuple[str, Sequence[tuple[Form, Rows]]]] = {
    ExhibitKind.STEPS: ("步骤.xlsx", ((GUIDE, _STEPS),)),
    ExhibitKind.DIRECTORY: (
        "办事指南.xlsx", ((SERVICES, _SERVICES), (PLACES, _PLACES), (QUESTIONS, _QUESTIONS)),
    ),
    ExhibitKind.ROSTER: ("值班表.xlsx", ((DUTIES, _DUTIES),)),
    ExhibitKind.PEOPLE: ("人物/人物.xlsx", ((PEOPLE.forms[0], _PEOPLE),)),
    ExhibitKind.TIMELINE: ("时间线.xlsx", ((TIMELINE.forms[0], _YEARS),)),
    ExhibitKind.TREE: ("组织.xlsx", ((NODES, _NODES),)),
    ExhibitKind.MAP: ("地图/地图.xlsx", ((MAP_FORM, _TOWN),)),
    ExhibitKind.FLOOR_PLAN: ("楼层图/楼层图.xlsx", ((PLAN_FORM, _HOUSE),)),
}  # fmt: skip
"""Kind -> its file in the pack, and the rows of its forms by the keys of their fields."""


def tables() -> dict[str, bytes]:
    """Spreadsheets by their names in the pack, with drop-downs and the page that explains, as the empty ones have."""
    return {name: _sheet(kind, rows) for kind, (name, rows) in TABLES.items()}


def _sheet(kind: ExhibitKind, given: Sequence[tuple[Form, Rows]]) -> bytes:
    sheet = SHEETS[kind]
    for form, rows in given:  # one that is misspelt would be passed over
        assert {key for row in rows for key in row} <= {one.key for one in form.fields}, form.name
    read = of_kept({form.name: [dict(row) for row in rows] for form, rows in given}, sheet.forms)
    assert not read.told, read.told
    return same_bytes(template(sheet.called, sheet.forms, read.rows), STAMP)
