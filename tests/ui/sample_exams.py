"""Views of every page of 正式测试: its states, its longest words; the questions are made by the sitting itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, get_args

from PIL import Image

from kiosk.core.terminal.slips import SlipNews, SlipState
from kiosk.features.quiz.terminal.asking import PICTURE, QUESTION, Asking
from kiosk.features.quiz.terminal.exams.flow import CARD, NOTICE, RESULT, TOLD
from kiosk.features.quiz.terminal.exams.sitting import LAST, LEAVE, OWN, WAIT, ExamSitting
from kiosk.features.quiz.terminal.exams.views import (
    CardPageView,
    Ended,
    HandInView,
    LeaveView,
    OwnView,
    ResultView,
    ToldView,
    WaitView,
    Why,
)
from kiosk.features.quiz.terminal.pictures import large_frame, small_frame
from kiosk.features.quiz.terminal.views import PictureView
from kiosk.features.quiz.wire_exams import ExamQuestion, Outcome, OwnExam, Sitting, State
from kiosk.ui import look
from kiosk.ui.pages.card_state import CardState
from kiosk.ui.pixels import Frame
from kiosk.ui.theme import Theme

AT = "2026-11-30T17:30:00+08:00"
TITLE, TITLE_40 = "党员应知应会测试", "云溪里社区党群服务中心二〇二六年第四季度入党积极分子应知应会闭卷测试试题甲卷补考"
DESK = "进门正前方"
OUTCOME = Outcome(TITLE, 84, True, 21, 25, 1_426, AT, "欧阳*", "20261130-0007")
NEW = OwnExam(1, TITLE, 25, 1_800, AT, State.NEW)
PAUSED = OwnExam(2, "档案管理测试", 40, 3_600, AT, State.PAUSED, 12, 2_310)
DONE = OwnExam(3, "保密知识测试", 20, None, AT, State.DONE, 20, None, OUTCOME)
LONG = OwnExam(4, TITLE_40, 200, 18_000, AT, State.PAUSED, 199, 17_940)
QUESTIONS = (
    ExamQuestion(
        3, "single", "党章", "按照党章规定，党员的党龄从哪一天算起？",
        ("递交入党申请书那天", "支部大会通过那天", "预备期满，转为正式党员那天", "上级党委批准那天"),
    ),
    ExamQuestion(
        0, "multiple", "党史", "下面哪些会议在遵义召开以前？",
        ("中共一大", "八七会议", "古田会议", "中共七大"), chosen=(0, 2),
    ),
    ExamQuestion(
        5, "order", "党务", "把入党要走的几步按先后点出来。",
        ("递交申请书", "列为积极分子", "列为发展对象", "支部大会通过"),
    ),
)  # fmt: skip


PICTURED = (
    ExamQuestion(
        7, "single", "安全", "图上的标志是什么意思？", ("这里禁止吸烟", "这里可以吸烟", "小心火烛", "前方有消防栓"),
        picture=True,
    ),
    ExamQuestion(
        8, "multiple", "安全",
        "看图：社区活动室里有哪些地方不符合消防安全的要求？把您看到的都选上，一共不止一处，选错一处也不扣分。",
        (
            "门口堆着纸箱和旧家具", "电动车推进屋里充电", "灭火器挡在柜子后面", "窗户开着通风",
            "插线板上又接了一个插线板", "墙上贴着值班表",
        ),
        picture=True,
    ),
    ExamQuestion(9, "judge", "党史", "图上是古田会议会址。", ("对", "错"), picture=True),
    ExamQuestion(
        10, "order", "办事", "照着图上的窗口，把办事的几步按先后点出来。", ("取号", "等叫号", "到窗口", "评价"),
        picture=True,
    ),
)  # fmt: skip


class Quiet:
    """A flow that does nothing, whatever a page asks of it."""

    def __init__(self) -> None:
        self.sitting: Any = self
        self.card: Any = self

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        return _nothing


def _nothing(*_: object, **__: object) -> None:
    return None


class _Shown:
    """A stage that keeps what is shown last, and asks the hall nothing."""

    def __init__(self) -> None:
        self.front: tuple[str, Any] = (OWN, None)

    def show(self, page: str, view: object) -> None:
        self.front = page, view

    def now(self) -> tuple[str, Any]:
        return self.front

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return _nothing


def question(one: ExamQuestion, *, total: int = 25, left: int | None = 1_320, title: str = TITLE) -> Any:
    """The question page as a sitting frames it."""
    stage: Any = _Shown()
    quiet: Any = Quiet()
    sitting = ExamSitting(stage, quiet, Asking(stage), quiet, lambda: 0.0)
    sitting.begin("visit", 1)
    errand = sitting._errand
    assert errand
    sitting._came(errand, Sitting(title, total, tuple(range(one.place)), one.place, left, one))
    return stage.front[1]


def _photo(frame: Callable[[Callable[[], bytes], Theme], Frame]) -> Frame:
    """As a worker makes it ready."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize((600, 400)).save(made, "JPEG")
    return frame(made.getvalue, look.theme())


def samples() -> Iterator[tuple[str, str, Any]]:
    """Page, state and view."""
    yield NOTICE, "", None
    for state in get_args(CardState):
        yield CARD, state, CardPageView("10:26", state, DESK)
    yield CARD, "again", CardPageView("10:26", "waiting", DESK, again=True)
    yield OWN, "", OwnView("欧阳*", (NEW,))
    yield OWN, "three", OwnView("欧阳*", (NEW, PAUSED, DONE))
    yield OWN, "busy", OwnView("欧阳*", (NEW, PAUSED, DONE), busy=True)
    yield OWN, "many, long", OwnView("欧阳*", tuple(replace(LONG, exam=n) for n in range(9)), 1)
    yield QUESTION, "exam", question(QUESTIONS[0])
    yield QUESTION, "exam, last minutes", question(QUESTIONS[1], left=280)
    yield (
        QUESTION,
        "exam, 200 without a clock",
        question(replace(QUESTIONS[0], place=187), total=200, left=None, title=TITLE_40),
    )
    yield QUESTION, "exam, order", question(QUESTIONS[2])
    for one in PICTURED:
        coming = question(one)
        yield QUESTION, f"exam, picture coming, {one.kind}", coming
        yield QUESTION, f"exam, picture, {one.kind}", replace(coming, picture=_photo(small_frame), awaits_picture=False)
    yield PICTURE, "large", PictureView(PICTURED[0].stem, _photo(large_frame))
    yield PICTURE, "late", PictureView(PICTURED[0].stem, late=True)
    yield WAIT, "", WaitView(unsent=False)
    yield WAIT, "unsent", WaitView(unsent=True)
    yield LEAVE, "", LeaveView(TITLE, 12, 25)
    yield LAST, "", HandInView(TITLE, 0, 25, 12)
    yield LAST, "open", HandInView(TITLE_40, 13, 200, None)
    yield LAST, "busy", HandInView(TITLE, 0, 25, 1, busy=True)
    for why in Why:
        yield TOLD, why.value, ToldView(why, DESK)
    result = ResultView("欧阳*", TITLE, 84, True, "25 题答对 21 题，用时 23 分 46 秒", "11 月 30 日 16:20")
    yield RESULT, "", result
    yield RESULT, "certificate", replace(result, certificate=True)
    for state in (SlipState.PRINTING, SlipState.PRINTED, SlipState.PAPER_OUT, SlipState.TOO_SOON):
        yield RESULT, state.value, replace(result, certificate=True, slip=SlipNews(state, 48))
    longest = replace(result, title=TITLE_40, points=100, line="200 题答对 200 题，用时 299 分 59 秒")
    yield RESULT, "longest", replace(longest, certificate=True, ended=Ended.CLOSED)
    yield RESULT, "not passed", replace(result, points=8, passed=False, ended=Ended.TIME_UP, certificate=True)
