"""The slip of a test: what it says and does not say, and that it can be had again when the paper ran out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from devices.emulators.printer import Paper
from devices.printer import PROFILES
from kiosk.core.terminal.card_question import CardQuestion
from kiosk.core.terminal.slips import SlipHand, SlipState
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.exams.certificate import certificate
from kiosk.features.quiz.terminal.exams.flow import RESULT, ExamFlow
from kiosk.features.quiz.terminal.exams.views import Ended
from kiosk.features.quiz.wire_exams import Outcome
from tests.core.terminal.test_slips import NOW, Bench
from tests.features.quiz.terminal.exams.lobby import Stage
from tests.ui.sample_exams import OUTCOME, TITLE_40, Quiet


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def room(bench: Bench) -> tuple[Stage, ExamFlow]:
    stage, quiet = Stage(), Quiet()
    hall: Any = quiet
    cards: CardQuestion[Any] = CardQuestion(lambda name, number: None, name="nobody")
    flow = ExamFlow(
        stage, hall, cards, Asking(stage), desk_place="门口", now=lambda: NOW, slips=bench.slips.of_visit(stage)
    )
    return stage, flow


def wait(stage: Stage, *states: SlipState) -> None:
    stage.until(lambda: stage.front[1].slip.state in states)


def test_it_says_what_was_reached_and_a_masked_name(bench: Bench) -> None:
    stage, flow = room(bench)
    flow.outcome(OUTCOME, Ended.HANDED_IN)
    assert stage.front[0] == RESULT and stage.front[1].certificate
    flow.print_certificate()
    flow.print_certificate()  # a second tap is none
    wait(stage, SlipState.PRINTED)
    (slip,) = bench.paper.wait_for_slips(1)
    for text in ("测试成绩单", OUTCOME.title, "欧阳*", "84 分", "达到合格线", "25 题，答对 21 题", OUTCOME.number,
                 "2026 年 11 月 30 日", "只作纪念，不作证明", "演示，不作凭证"):  # fmt: skip
        assert text in slip.text
    stage.close()


def test_without_paper_it_stays_to_be_had(bench: Bench) -> None:
    stage, flow = room(bench)
    flow.outcome(OUTCOME, Ended.HANDED_IN)
    bench.paper.paper = Paper.OUT
    flow.print_certificate()
    wait(stage, SlipState.PAPER_OUT)
    assert stage.front[1].slip.can_again
    bench.paper.paper = Paper.IN
    flow.print_certificate()
    wait(stage, SlipState.PRINTED)
    assert "84 分" in bench.paper.wait_for_slips(1)[0].text
    stage.end_visit()
    flow.print_certificate()  # nothing of it is left
    stage.settle()
    assert stage.front[0] == "attract"
    stage.close()


def test_an_exam_without_one_offers_none(bench: Bench) -> None:
    stage, flow = room(bench)
    flow.outcome(replace(OUTCOME, number=""), Ended.CLOSED)
    assert not stage.front[1].certificate
    flow.print_certificate()
    stage.settle()
    assert not bench.paper.cut_slips
    stage.close()


@pytest.mark.parametrize("profile", ["80mm", "58mm"])
@pytest.mark.parametrize("again", [False, True])
def test_the_longest_is_no_longer_than_a_slip_may_be(profile: str, again: bool) -> None:
    longest = Outcome(TITLE_40, 100, False, 200, 200, 18_000, OUTCOME.finished_at, "阿依古丽𠮷*", "20261130-000012345")
    hand = SlipHand(
        PROFILES[profile], None, lambda: NOW, hall="云溪里街道清水湾社区新时代文明实践站暨党群服务中心的演示大厅",
        terminal="二十个字的终端名称写在这里占满整整一行甲乙", demo=True, again=again,
    )  # fmt: skip
    assert hand.fits(certificate(longest, hand)), hand.length_mm(certificate(longest, hand))
