"""The pages of a challenge, empty, usual and with the longest words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.board_of_day import Board, enter
from kiosk.features.quiz.rules.challenge import ALL, Run, Topic
from kiosk.features.quiz.rules.paper import Question
from kiosk.features.quiz.terminal.challenge import words
from kiosk.features.quiz.terminal.challenge.flow import INTRO, RESULT, TIME
from kiosk.features.quiz.terminal.challenge.told import board_rows, share_of_flag, told_of, topic_choices
from kiosk.features.quiz.terminal.challenge.views import IntroView, NameChoice, ResultView, TimeView

NOON = datetime(2026, 11, 21, 12, 0)
STEM = "党小组是怎样划分的？"
LONG = (
    "预备党员的预备期从支部大会通过其为预备党员之日算起，"
    "下面关于预备期满之后怎样办理转正、怎样延长预备期的说法，哪一项是对的？"
)
TITLE_30 = "云溪里社区党群服务中心二〇二六年第四季度党员知识挑战大闯关赛"
TAG_20 = "二十个字的知识点名称写在这里占满整整一行"
_TOPICS = tuple(Topic(name, count) for name, count in (("党务常识", 420), ("党史", 180), ("便民常识", 96)))
_MANY = tuple(Topic(TAG_20 if n % 2 else f"知识点 {n}", 3 * n + 1) for n in range(30))


def _run(streak: int, *, mistake: bool = True, explanation: str = "党小组按便于开展活动的原则划分。") -> Run:
    def item(number: int) -> Question:
        made = Item(f"i{number}", Kind.SINGLE, STEM, ("甲", "乙", "丙", "丁"), (1,), explanation)
        return Question("b", made, (0, 1, 2, 3), made)

    run = Run(map(item, range(streak + 1 if mistake else streak)), started=0.0)
    for _ in range(streak):
        run.answer(Answer((1,)), 0.0)
    if mistake:
        run.answer(Answer((0,)), 0.0)
    return run


def _board(*streaks: int) -> Board:
    board = Board()
    for name, streak in zip(("pomegranate", "cat", "wind", "bridge", "cloud"), streaks, strict=False):
        board = enter(board, name, streak, NOON)
    return board


def _result(streak: int, board: Board, name: str = "", *, naming: bool = True, run: Run | None = None) -> ResultView:
    run = run or _run(streak)
    names = tuple(NameChoice(key, words.NICKNAMES[key]) for key in ("teapot", "bridge", "willow", "boat", "rice"))
    return ResultView(
        streak, share_of_flag(streak), words.your_streak(streak),
        words.rank(3) if naming else words.streak_title(streak),
        words.flags(run.flags, run.to_flag), words.private(may_enter=naming, entered=False), told_of(run),
        names if naming else (), name,
        board=board_rows(board, streak, name, entered=not naming), may_print=not naming,
    )  # fmt: skip


def pages() -> Iterator[tuple[str, str, object]]:
    """Page, state and view."""
    of_all = (Topic(ALL, 696), *_TOPICS)
    usual = IntroView("知识挑战", words.best(17), topic_choices(_TOPICS), "党务常识", timed_word=words.timed(60))
    yield INTRO, "", usual
    yield INTRO, "four topics", replace(usual, topics=topic_choices(of_all), topic=ALL, best=words.NO_BOARD)
    yield INTRO, "timed", replace(usual, timed=True, topics=topic_choices([*of_all, *_MANY[:2]]))
    yield INTRO, "no choice", replace(usual, topics=(), timed_word="")
    yield INTRO, "longest words", replace(usual, title=TITLE_30, topics=topic_choices(_MANY), page=1, topic=TAG_20)
    yield TIME, "", TimeView(7, STEM, 2)
    yield TIME, "first question", TimeView(0, LONG, 4)
    full = _board(17, 12, 8, 6)
    yield RESULT, "naming", _result(9, full)
    yield RESULT, "name chosen", _result(9, full, "teapot")
    entered = enter(full, "teapot", 9, NOON)
    yield (
        RESULT,
        "entered",
        replace(
            _result(9, entered, "teapot", naming=False),
            title=words.ENTERED,
            private=words.private(may_enter=False, entered=True),
            entered=True,
        ),
    )
    yield RESULT, "nothing right", replace(_result(0, Board(), naming=False), title=words.TRY_AGAIN, may_print=False)
    yield (
        RESULT,
        "all right",
        replace(_result(23, Board(), run=_run(23, mistake=False)), title=words.ALL_RIGHT, line=words.ALL_RIGHT_NOTE),
    )
    gone = replace(_result(123, full), names=(), names_gone=True, may_print=True)
    yield RESULT, "names gone", gone
    yield RESULT, "longest words", replace(
        _result(12345, _board(99999, 9), naming=False, run=_run(12, explanation=LONG * 2)), streak=12345,
        slip="打印机没有纸了，请告诉工作人员，换好纸可以再打。",
    )  # fmt: skip
