"""What real pages say, in order: title, state, choices, primary."""

from __future__ import annotations

from typing import Any

import pytest

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.terminal.daily import flow as daily
from kiosk.features.tickets.terminal.views import ChooseView, DoneView
from kiosk.features.tickets.wire import ServiceNow, Ticket, WindowNow
from kiosk.ui.voice.spoken import fresh
from kiosk.ui.voice.spoken_forms import reading_of, tappable_form, without_spoken_form, words_of
from tests.ui import sample_home, sample_quiz

pytestmark = pytest.mark.usefixtures("themed")


class Quiet:
    """A flow that does nothing, whatever a page asks of it."""

    def __getattr__(self, name: str) -> Any:
        return lambda *_, **__: None


FLOW: Any = Quiet()
ITEM = Item(
    "q", Kind.SINGLE, "党员的党龄从哪一天算起？", ("递交申请书那天", "转为正式党员那天"), (1,),
    "从转为正式党员之日算起。", ("党章",), source="党章第七条",
)  # fmt: skip
ASKED = sample_quiz.ask(ITEM, Answer((1,)))


def service(number: int, series: str, name: str, *, ahead: int = 2, until: str | None = None) -> ServiceNow:
    state = "paused" if until else "open"
    return ServiceNow(number, series, name, "转关系", "ticket", state, until, None, ahead, 8, 15, ("1 号窗口",))


def home() -> Any:
    from kiosk.apps.terminal.screens.home import Home

    page = Home(dict.fromkeys(sample_home.keys(), lambda: None))
    page.show(sample_home.home([daily.tile()]))
    return page


def all_services(chosen: str = "") -> Any:
    from kiosk.apps.terminal.screens.all_services import AllServices

    page = AllServices(dict.fromkeys(sample_home.keys(), lambda: None), FLOW)
    page.show(sample_home.everything(sample_home.offered(4), chosen))
    return page


def test_home_greets_says_how_things_stand_and_what_can_be_done(window: Any) -> None:
    assert reading_of(home()) == [
        "上午好，",
        "今天想办点什么？",
        "今天 8 点 30 分 到 17 点 30 分 开放",
        "12 人在等，约 8 到 15 分钟",
        "可以点的有",
        "取号办事，党员服务、综合业务、帮办代办、咨询投诉",
        "忆初心，看自己的入党时间，和入党经过，要身份证",
        "党性体检，12 题，约 5 分钟，做完看讲解，成绩只给您看",
        "展厅，今天在展 6 项，春天的巷子，图片",
        "每日一题，一天一道",
        "全部服务，共 5 样",
    ]


def test_all_services_reads_its_groups_and_what_stands_in_each(window: Any) -> None:
    lines = reading_of(all_services())
    assert lines[:2] == ["全部服务", "共 9 样，点一样就打开"]
    for group, first, last in (
        ("办事", "取号办事，取小票，等叫号", "请人帮忙，叫工作人员"),
        ("学习", "忆初心，要身份证", "看视频，8 个，有字幕"),
        ("看一看", "展厅，在展 6 项", "党建第图，10 处"),  # as it is said
    ):  # fmt: skip
        assert lines.index(group) < lines.index(first) < lines.index(last)


def test_in_large_type_it_reads_the_group_in_front(window: Any) -> None:
    from kiosk.ui import look
    from kiosk.ui.theme import Mode, Theme

    look.use(Theme(look.theme().panel, Mode(large=True)))
    lines = reading_of(all_services("learning"))
    assert any(line.startswith("学习，") for line in lines) and "办事" in lines  # the one in front says that it is on
    assert any(line.startswith("看视频") for line in lines) and not any(line.startswith("展厅") for line in lines)


def test_the_service_page_reads_windows_then_services(window: Any) -> None:
    from kiosk.features.tickets.terminal.screens.choose import Choose

    page = Choose(FLOW)
    windows = (WindowNow(1, "1 号窗口", "open", "A011", ("A",)), WindowNow(2, "2 号窗口", "open", None, ("B",)))
    services = (service(1, "A", "党员服务"), service(2, "B", "综合业务", until="10:40"))
    page.show(ChooseView(services, windows))
    lines = reading_of(page)
    assert lines[:3] == ["请选一件要办的事", "点一下就出号，不用填表。", "现在办到"]
    assert lines[3:6] == ["A 零 一 一", "1 号窗口", "2 号窗口"]
    assert lines[6:] == [
        "可以点的有",
        "党员服务，转关系，前面 2 人，约 8 到 15 分钟",
        "综合业务，暂停，10 点 40 分，恢复取号，现在不能点",
    ]


def test_the_done_page_says_the_number_digit_by_digit_and_ends_with_the_primary(window: Any) -> None:
    from kiosk.features.tickets.terminal.screens.done import Done

    ticket = Ticket(
        7,
        "A015",
        1,
        "党员服务",
        "2026-11-21",
        "2026-11-21T10:26:00+08:00",
        3,
        8,
        15,
        ("1 号窗口",),
        (),
        "printed",
        "waiting",
    )
    page = Done(FLOW)
    page.show(DoneView(ticket, "1 号终端", "演示大厅", True, 12))
    lines = reading_of(page)
    assert lines[:2] == ["号已取好，党员服务", "A 零 一 五"]
    assert lines.count("A 零 一 五") == 1  # the slip's picture says nothing
    assert lines[3:7] == ["前面还有", "3 人", "大约要等", "8 到 15 分钟"]
    assert lines[-4:] == ["可以点的有", "小票没出来", "取错了", "好，知道了，12 秒后返回"]
    page.show(DoneView(ticket, "1 号终端", "演示大厅", True, 11))
    assert fresh(lines, reading_of(page)) == []


def test_a_question_reads_stem_options_and_what_was_chosen(window: Any) -> None:
    from kiosk.features.quiz.terminal.screens.question import Question

    page = Question(FLOW)
    page.show(ASKED)
    lines = reading_of(page)
    assert page.private
    assert lines.index("党员的党龄从哪一天算起？") < lines.index("可以点的有")
    assert lines[lines.index("可以点的有") + 1 :][:2] == ["A，递交申请书那天", "B，转为正式党员那天，已选"]
    assert lines[-2:] == ["先跳过", "选好了，看讲解"]


def test_tapping_another_option_is_the_only_news(window: Any) -> None:
    from dataclasses import replace

    from kiosk.features.quiz.terminal.screens.question import Question

    page = Question(FLOW)
    page.show(ASKED)
    before = reading_of(page)
    page.show(replace(ASKED, states=("chosen", "plain")))
    assert fresh(before, reading_of(page)) == ["A，递交申请书那天，已选"]


def test_an_explained_question_says_how_each_option_was(window: Any) -> None:

    from kiosk.features.quiz.terminal.screens.question import Question

    page = Question(FLOW)
    page.show(sample_quiz.tell(ITEM, Answer((0,))))
    lines = reading_of(page)
    assert lines.index("您选了 A，正确答案是 B") < lines.index("从转为正式党员之日算起。")
    assert {"A，递交申请书那天，您选的，不对", "B，转为正式党员那天，正确答案"} <= {*lines}


def test_every_mode_reads_the_same_choices(window: Any) -> None:
    """In large type the small ones stand in 全部服务."""
    from kiosk.ui import look
    from kiosk.ui.theme import Mode, Theme

    def choices() -> set[str]:
        lines = reading_of(home())
        return {line.partition("，")[0] for line in lines[lines.index("可以点的有") :]}

    panel, plain = look.theme().panel, choices()
    for mode in (Mode(large=True), Mode(contrast=True), Mode(large=True, contrast=True)):
        look.use(Theme(panel, mode))
        assert choices() == (plain - {"每日一题"} if mode.large else plain)


def test_in_english_it_speaks_english(window: Any) -> None:
    from kiosk.ui import look
    from kiosk.ui.theme import Mode, Theme

    look.use(Theme(look.theme().panel, Mode(language="en")))
    assert "You can tap" in reading_of(home())


def test_targets_tell_their_state(window: Any) -> None:
    from kiosk.ui.widgets.button import PushButton
    from kiosk.ui.widgets.frame.dock import Dock
    from kiosk.ui.widgets.layout import Column
    from kiosk.ui.widgets.typing.digit_pad import DigitPad, SecretField

    button = PushButton("再试一次", tap="again")
    assert tappable_form(button) == "再试一次"
    button.busy = True
    assert button.spoken == "再试一次，正在办，请等一下"
    button.busy, button.off = False, True
    assert button.spoken == "再试一次，现在不能点"
    dock = Dock(("back",), lambda _: None, frozenset({"large"}), "on")
    said = [child.spoken for child in reversed(dock.children)]
    assert said == ["返回", "请人帮忙", "大字，已打开", "高对比", "语音，已打开"]
    field = SecretField("请输入口令")
    field.length = 4
    assert field.spoken == "已输入 4 位"
    assert words_of(Column(DigitPad(lambda _: None, "清空"))).startswith("数字键盘")


def test_what_draws_must_say_something_or_be_decoration(window: Any) -> None:
    from kivy.uix.widget import Widget

    from kiosk.ui.widgets.layout import Column, Gap
    from kiosk.ui.widgets.text import Text

    mute = Widget()
    assert without_spoken_form(Column(Gap(), Text("好"), Column(mute), Column())) == [mute]
    assert without_spoken_form(home()) == without_spoken_form(all_services()) == []
