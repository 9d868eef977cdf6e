"""One question before a visitor, whatever is played."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import mark
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.views import Frame, Press, QuestionView, Step, asked_of

SINGLE = Item("s", Kind.SINGLE, "哪一个？", ("甲", "乙", "丙"), (1,), "因为是乙。", source="党章")
MANY = replace(SINGLE, id="m", kind=Kind.MULTIPLE, answer=(0, 1))
ORDER = Item("o", Kind.ORDER, "次序？", ("丙", "甲", "乙"), (1, 2, 0))
AROUND = Frame("已经连对 7 题", presses=(Press("enough", "到这儿吧"),), explains=False)


class Stage:
    def __init__(self) -> None:
        self.views: list[QuestionView] = []
        self.wipes: list[Callable[[], None]] = []

    def show(self, page: str, view: Any) -> None:
        assert page == "quiz.question"
        self.views.append(view)

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)


class Player:
    def __init__(self) -> None:
        self.answers, self.keys = list[Answer](), list[str]()

    def answered(self, answer: Answer) -> None:
        self.answers.append(answer)

    def pressed(self, key: str) -> None:
        self.keys.append(key)

    def back(self) -> bool:
        return True


class Bench:
    def __init__(self) -> None:
        self.stage, self.player = Stage(), Player()
        self.asking = Asking(self.stage)  # type: ignore[arg-type]

    @property
    def now(self) -> QuestionView:
        return self.stage.views[-1]

    def ask(self, item: Item, key: object = None, around: Frame = AROUND, begun: Answer | None = None) -> None:
        self.asking.ask(self.player, asked_of(item, key or item.id), around, begun=begun)


@pytest.fixture
def bench() -> Bench:
    return Bench()


def test_one_option_replaces_the_other_and_is_handed_in_once(bench: Bench) -> None:
    bench.ask(SINGLE)
    assert bench.now.missing == "请先选一个" and bench.now.primary.word == "选好了"
    bench.asking.hand_in()
    assert bench.player.answers == []
    for option in (0, 2, 1, 7, -1):
        bench.asking.choose(option)
    assert bench.now.states == ("plain", "chosen", "plain") and not bench.now.missing
    for _ in range(2):  # two presses of one finger
        bench.asking.press("hand_in")
    bench.asking.choose(0)
    assert bench.player.answers == [Answer((1,))]


def test_several_options_come_and_go(bench: Bench) -> None:
    bench.ask(MANY)
    for option in (2, 0, 2, 1):
        bench.asking.choose(option)
    bench.asking.hand_in()
    assert bench.player.answers == [Answer((0, 1))]


def test_an_order_is_tapped_and_one_taken_back_moves_the_later_ones_up(bench: Bench) -> None:
    bench.ask(ORDER)
    assert bench.now.missing == "还差 3 步"
    for option in (1, 0, 2):
        bench.asking.choose(option)
    assert bench.now.places == (2, 1, 3) and bench.now.missing == ""
    bench.asking.choose(1)
    assert bench.now.places == (1, 0, 2) and bench.now.missing == "还差 1 步"
    bench.asking.hand_in()
    bench.asking.press("start_over")
    assert bench.now.places == (0, 0, 0) and bench.player.answers == []
    for option in (1, 2, 0):
        bench.asking.choose(option)
    bench.asking.hand_in()
    assert bench.player.answers == [Answer((1, 2, 0))] and mark(ORDER, bench.player.answers[0]).right


def test_a_moving_clock_leaves_what_was_chosen(bench: Bench) -> None:
    bench.ask(SINGLE)
    bench.asking.choose(2)
    bench.asking.reframe(bench.player, replace(AROUND, heading="已经连对 8 题"))
    bench.ask(SINGLE, around=AROUND)
    assert bench.asking.answer == Answer((2,)) and bench.now.states[2] == "chosen"
    bench.asking.reframe(Player(), AROUND)  # who does not ask moves nothing
    bench.ask(SINGLE, "another time")
    assert bench.asking.answer == Answer()
    bench.ask(SINGLE, "as answered before", begun=Answer((0,)))
    assert bench.now.states[0] == "chosen"


def test_while_the_hall_is_asked_nothing_else_counts_and_it_can_be_sent_again(bench: Bench) -> None:
    bench.ask(SINGLE)
    bench.asking.choose(1)
    bench.asking.hand_in()
    bench.asking.wait()
    bench.asking.press("enough")
    bench.asking.choose(0)
    assert bench.now.waiting and bench.player.keys == []
    bench.asking.again()
    bench.asking.choose(0)
    bench.asking.hand_in()
    assert bench.player.answers == [Answer((1,)), Answer((0,))]
    bench.asking.press("enough")
    assert bench.player.keys == ["enough"] and bench.asking.back()


def test_what_was_right_is_told_with_its_source(bench: Bench) -> None:
    bench.ask(SINGLE)
    bench.asking.choose(0)
    bench.asking.tell(bench.player, mark(SINGLE, Answer((0,))), replace(AROUND, primary=Press("next", "下一题")))
    verdict = bench.now.verdict
    assert bench.now.step is Step.EXPLAIN and bench.now.states == ("wrong", "right", "dim")
    assert verdict and (verdict.right, verdict.text) == (False, "您选了 A，正确答案是 B")
    assert (verdict.explanation, verdict.source) == ("因为是乙。", "来源：党章")
    bench.asking.choose(1)
    bench.asking.hand_in()
    bench.asking.press("next")
    assert bench.player.answers == [] and bench.player.keys == ["next"]


@pytest.mark.parametrize(
    ("item", "answer", "states", "options"),
    [
        (
            Item("m", Kind.MULTIPLE, "哪些？", ("甲", "乙", "丙", "丁"), (0, 1)), Answer((0, 2)),
            ("right", "missed", "wrong", "dim"), ("甲", "乙（漏选）", "丙", "丁"),
        ),
        (
            Item("o", Kind.ORDER, "排一排", ("甲", "乙", "丙"), (2, 1, 0)), Answer((0, 1, 2)),
            ("missed", "right", "missed"), ("丙（您排第 3）", "乙", "甲（您排第 1）"),
        ),
    ],
)  # fmt: skip
def test_what_is_right_and_was_not_given_is_never_drawn_as_wrong(
    bench: Bench, item: Item, answer: Answer, states: tuple[str, ...], options: tuple[str, ...]
) -> None:
    bench.ask(item)
    bench.asking.tell(bench.player, mark(item, answer), AROUND)
    assert (bench.now.states, bench.now.options) == (states, options)


def test_the_wipe_leaves_nothing(bench: Bench) -> None:
    bench.ask(SINGLE)
    bench.asking.choose(0)
    for wipe in bench.stage.wipes:
        wipe()
    shown = len(bench.stage.views)
    for verb in (bench.asking.hand_in, bench.asking.wait, bench.asking.again):
        verb()
    bench.asking.choose(1)
    bench.asking.press("enough")
    assert len(bench.stage.views) == shown and not bench.asking.back() and bench.asking.answer == Answer()
