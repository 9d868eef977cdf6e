"""Guides, oaths, rosters and directories: their pages with little, with much, and with the longest there may be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from content.kinds.roster import Day, Duty
from kiosk.core.terminal.slips import SlipNews, SlipState
from kiosk.features.exhibition.terminal.frames import qr_frame
from kiosk.features.exhibition.terminal.modules.directory.views import (
    DirectoryView,
    Entry,
    EntryKind,
    EntryView,
    Section,
)
from kiosk.features.exhibition.terminal.modules.roster.views import DutyCard, RosterView, Turn
from kiosk.features.exhibition.terminal.modules.steps.views import OathState, OathView, StepsView, StepView
from kiosk.features.exhibition.terminal.queueing import QueueNow, Shut
from kiosk.features.exhibition.terminal.sizes import (
    CODE,
    DIRECTORY_PHOTO,
    DIRECTORY_PHOTO_LYING,
    DUTY_PHOTO,
    DUTY_PHOTO_LYING,
    STEP_PICTURE,
    STEP_PICTURE_LYING,
)
from kiosk.features.exhibition.terminal.slips import SlipView
from kiosk.ui import look
from kiosk.ui.pixels import Frame, frame_of

Made = tuple[str, str, object]
TUESDAY = date(2026, 12, 1)
NAME_30 = "欧阳阿依古丽买买提江吐尔逊别克演示甲乙丙丁戊己庚辛壬癸子"
TITLE_30 = "云溪里社区党群服务中心二〇二六年办事指南和常见问题（演示）"
LONG = "先到服务台领一张表，写清楚姓名、电话和住址，再到窗口交给工作人员核对，核对好了当场盖章。" * 7


def samples() -> Iterator[Made]:
    yield from _steps()
    yield from _oath()
    yield from _roster()
    yield from _directory()
    yield from _entries()


def _photo(upright: tuple[int, int], lying: tuple[int, int]) -> Frame:
    from PIL import Image

    wide, high = lying if look.landscape() else upright
    size = look.px(wide), look.px(high)
    return frame_of(Image.linear_gradient("L").resize(size).convert("RGB"))


def _slip(state: SlipState = SlipState.NONE, seconds: int = 0) -> SlipView:
    """With a code as dense as one may be."""
    news = SlipNews(state, seconds)
    view = SlipView(news, code=qr_frame("云溪里" * 40, look.px(CODE)))
    return replace(view, ready=news) if state is SlipState.PAPER_OUT else view


# -- a guide -----------------------------------------------------------------------------------------------------------

THINGS = (("本人身份证", "原件"), ("接收支部全称", "要写全"), ("对方联系电话", "方便核对"))
GUIDE = (
    StepView("想好转到哪个支部", "问清楚新单位或者新社区的党组织叫什么。"),
    StepView("准备三样东西", "", THINGS, "不知道支部全称？先打电话问一问，或者到 1 号窗口请工作人员查。", True),
    StepView("到 1 号窗口办理", "带着材料取号，轮到您的时候交给工作人员。"),
    StepView("等接收支部确认"),
    StepView("到新支部报到"),
)


def _steps() -> Iterator[Made]:
    page, view = "exhibition.steps", StepsView("转组织关系，本市之内", GUIDE, 1, frozenset({0, 1}), slip=_slip())
    yield page, "", replace(view, picture=_photo(STEP_PICTURE, STEP_PICTURE_LYING))
    yield page, "paper out", replace(view, at=0, slip=_slip(SlipState.PAPER_OUT))
    yield page, "last", replace(view, at=4, slip=_slip(SlipState.PRINTED))
    yield page, "one", StepsView("取号", (StepView("点取号"),), slip=_slip(SlipState.TOO_SOON, 59))
    longest = StepView(LONG[:40], LONG[:300], (), LONG[:120], True)
    many = tuple(replace(longest, title=f"{number:02d}{LONG[:38]}") for number in range(40))
    yield page, "longest", StepsView(TITLE_30, many, 39, frozenset(range(40)), slip=_slip(SlipState.UNSURE))
    things = StepView(LONG[:40], "", tuple((LONG[:12], LONG[:18]) for _ in range(10)), LONG[:60])
    yield page, "many things", StepsView("要带的东西", (things, *GUIDE), 0, frozenset({0}), slip=_slip())


def _oath() -> Iterator[Made]:
    page = "exhibition.oath"
    lines = ("我自愿做一名志愿者", "不图名，不图利", "邻居有事，随叫随到", "答应的事，一件一件做到")
    view = OathView("志愿者承诺（演示）", lines, spoken=True)
    yield page, "before", view
    yield page, "led", replace(view, at=1, state=OathState.LED)
    yield page, "running", replace(view, at=3, state=OathState.RUNNING, spoken=False)
    yield page, "ended", replace(view, at=3, state=OathState.ENDED)
    yield page, "longest", OathView(TITLE_30, tuple(LONG[:60] for _ in range(40)), 39, OathState.LED)
    yield page, "one", OathView("承诺", ("我来",), 0, OathState.LED)


# -- a roster ----------------------------------------------------------------------------------------------------------


def _roster() -> Iterator[Made]:
    page = "exhibition.roster"
    xu = Duty("许知夏", "党员先锋岗", "8:30–17:30", "服务台", "先问到我，我就管到底", "x.png")
    turns = (
        Turn(TUESDAY, xu), Turn(TUESDAY, Duty("冯一舟", "志愿者", "上午", "门口")),
        Turn(date(2026, 12, 2), Duty("陆闻溪", "党员先锋岗", "8:30–17:30", "服务台")),
        Turn(date(2026, 12, 3), Duty("𠮷田·演示", "", "", "")), Turn(date(2026, 12, 4), None, "放假"),
    )  # fmt: skip
    view = RosterView("值班表", TUESDAY, turns, 0, None, True, slip=_slip())
    yield page, "", replace(view, picture=_photo(DUTY_PHOTO, DUTY_PHOTO_LYING))
    yield page, "another day", replace(view, at=3, slip=_slip(SlipState.PAPER_LOW))
    after = Day(date(2026, 12, 4), (xu,))
    yield page, "nobody", RosterView("值班表", TUESDAY, (Turn(TUESDAY), *turns[2:]), 0, after, slip=_slip())
    rest = (Turn(TUESDAY, None, "国庆节放假"),)
    yield page, "holiday", RosterView("值班表", TUESDAY, rest, 0, None, slip=_slip(SlipState.AWAY))
    yield page, "doubt", RosterView("值班表", None)
    longest = Duty(NAME_30, LONG[:30], LONG[:40], LONG[:40], LONG[:100], "x.png")
    many = tuple(Turn(TUESDAY, longest) for _ in range(60))
    yield page, "longest", RosterView(TITLE_30, TUESDAY, many, 59, None, True, slip=_slip(SlipState.UNSURE))


# -- a directory -------------------------------------------------------------------------------------------------------


def _line(number: int, title: str, note: str, badge: str, area: str, chip: str = "") -> Entry:
    return Entry(EntryKind.SERVICE, number, title, note, badge, area, chip)


LINES = (
    _line(0, "组织关系转接", "带身份证、接收支部全称", "1 号", "1 楼窗口"),
    _line(1, "党费、党员证明", "带身份证", "1 号", "1 楼窗口"),
    _line(2, "社保、居住登记", "带身份证、户口簿", "2 号", "1 楼窗口"),
    _line(3, "老年人优待", "带身份证、一寸照片", "2 号", "1 楼窗口"),
    _line(4, "帮办代办", "不方便出门，可以上门", "3 号", "1 楼窗口"),
    _line(5, "法律咨询", "星期四下午 14:00–17:00", "203 室", "2 楼房间", "后天"),
    Entry(EntryKind.PLACE, 0, "阅览室", "看书、看报", "", "2 楼房间"),
    Entry(EntryKind.QUESTION, 0, "停车在哪里？", "院子里，免费。"),
)
FILTERS = ("全部 8", "1 楼窗口", "2 楼房间")


def _directory() -> Iterator[Made]:
    page = "exhibition.directory"
    duty = DutyCard(
        "今天值班，12 月 1 日 星期二", "许知夏", "党员先锋岗，在服务台，8:30–17:30", "先问到我，我就管到底",
        "今天还有 2 人", True,
    )  # fmt: skip
    view = DirectoryView("办什么，找哪里", LINES, FILTERS, duty=duty, has_plan=True)
    yield page, "", replace(view, duty=replace(duty, picture=_photo(DIRECTORY_PHOTO, DIRECTORY_PHOTO_LYING)))
    yield page, "filtered", replace(view, entries=LINES[:5], chosen=1, duty=None, has_plan=False)
    nobody = DutyCard("今天值班，12 月 1 日 星期二", line="今天没有安排值班")
    yield page, "one", DirectoryView("办事指南", LINES[:1], ("全部 1",), duty=nobody)
    areas = tuple(f"{number} 楼东侧综合服务窗口" for number in range(1, 13))
    longest = tuple(
        _line(number, NAME_30 + "长长长长长长长长长长", LONG[:60], "东侧综合服务第十二号", areas[0], "后天")
        for number in range(200)
    )
    most = DutyCard(duty.when, NAME_30, LONG[:110], LONG[:100], "今天还有 59 人", True)
    yield page, "longest", DirectoryView(TITLE_30, longest, ("全部 200", *areas, "常见问题"), 0, 1, 7, most, True)


def _entries() -> Iterator[Made]:
    page = "exhibition.service"
    sections = (
        Section("带什么", "", (("身份证", "原件"), ("接收支部全称", "要写全")), "briefcase"),
        Section(
            "在哪里，几点",
            "",
            (("地点", "1 楼，1 号窗口"), ("时间", "8:30–17:30"), ("多久", "当场办完")),
            "map-pin",
        ),
        Section("说明", "本市之内转接，线上也能办。"),
        Section("不知道支部全称怎么办？", "先打电话问一问，或者到 1 号窗口请工作人员查。", (), "question"),
    )
    view = EntryView("组织关系转接", sections, 0, "1 号窗口", "1 楼窗口", facts="8:30–17:30，当场办完", slip=_slip())
    yield page, "", replace(view, queue=QueueNow(1, ahead=3), queue_said="前面 3 人，大约等 10–15 分钟")
    shut = replace(view, queue=QueueNow(1, Shut.CLOSED), queue_said="现在不取号，明天 8:30 开始")
    yield page, "closed", replace(shut, at=1, slip=_slip(SlipState.PAPER_OUT))
    yield page, "away", replace(view, queue=QueueNow(1, Shut.AWAY), queue_said="暂时连不上叫号，请到服务台取号")
    yield page, "without a queue", replace(view, at=3)
    long = tuple(Section(LONG[:80], LONG[:500], (), "question") for _ in range(20))
    most = (Section("带什么", "", tuple((LONG[:40], LONG[:40]) for _ in range(12)), "briefcase"), *long)
    longest = EntryView(NAME_30 + "长长长长长长长长长长", most, 0, "东侧综合服务第十二号", "12 楼东侧综合服务窗口")
    queued = replace(longest, queue=QueueNow(1, ahead=120), queue_said="前面 120 人，大约等 300–420 分钟", slip=_slip())
    yield page, "longest", queued
    yield page, "long answer", replace(queued, at=20, slip=_slip(SlipState.UNSURE))
