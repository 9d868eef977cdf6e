"""A visitor leaves in the middle, goes on by the slip, practises, prints: on a printer on a real serial line."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from content.banks.model import Kind
from content.pack.open import STARTER, open_pack
from devices.emulators.printer import Paper, PrinterEmulator
from devices.printer import PROFILES, Printer
from kiosk.core.link.store import TerminalStore
from kiosk.core.terminal.shared_printer import SharedPrinter
from kiosk.core.terminal.slips import Slips, SlipState
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import AttemptCounts, Outcome
from kiosk.features.quiz.rules.resuming import is_code
from kiosk.features.quiz.terminal.along.half_papers import HalfPapers
from kiosk.features.quiz.terminal.asking import QUESTIONS, Asking
from kiosk.features.quiz.terminal.desk import QuizDesk
from kiosk.features.quiz.terminal.flow import QuizFlow, usual_bands
from kiosk.features.quiz.terminal.library import Library
from tests.features.quiz.terminal.along.stages import QuizStage

PACK = open_pack(STARTER, decode=False)
NOW = datetime(2026, 11, 17, 10, 26)


class Room:
    """The quiz on a terminal with a printer; `seconds` is the press's clock."""

    def __init__(self, folder: Path) -> None:
        self.paper = PrinterEmulator().start()
        self.printer = Printer(self.paper.path, 115200, profile=replace(PROFILES["80mm"], margin_seconds=1.0))
        self.printer.start()
        self.store = TerminalStore(folder / "terminal.db").open()
        self.seconds = 1000.0
        self.slips = Slips(
            SharedPrinter(self.printer, self.store), self.printer.profile, None, lambda: NOW,
            hall="云溪里社区党群服务中心", terminal="1 号终端", demo=True, clock=lambda: self.seconds,
        )  # fmt: skip
        self.papers = HalfPapers(self.store, lambda: NOW)
        self.stage, self.counts = QuizStage(), list[AttemptCounts]()
        self.withdrawn: frozenset[tuple[str, str]] = frozenset()
        library = Library(lambda: (PACK,), frozenset, lambda: NOW)
        self.desk = QuizDesk(
            library.sources, usual_bands, on_counts=self.counts.append, now=lambda: NOW,
            withdrawn=lambda: self.withdrawn,
        )  # fmt: skip
        self.asking = Asking(self.stage)
        self.flow = QuizFlow(
            self.stage, self.desk, self.asking, slips=self.slips.of_visit(self.stage), papers=self.papers
        )  # fmt: skip

    def answer(self, *, rightly: bool = True) -> None:
        """The question in front, and on."""
        item = self.desk.sitting.item
        if item.kind is Kind.FILL:
            given = Answer(texts=tuple(ways[0] if rightly else "错" for ways in item.blanks))
        elif item.kind is Kind.ORDER:
            given = Answer(item.answer if rightly else tuple(reversed(item.answer)))
        else:
            wrong = set(range(len(item.options))) - set(item.answer) or {0}
            given = Answer(item.answer if rightly else (min(wrong),))
        self.flow.answered(given)
        self.flow.go_on()

    def sit(self, wrong: int = 0) -> None:
        number = 0
        while self.stage.page in QUESTIONS:
            self.answer(rightly=number >= wrong)
            number += 1

    def printed(self, page: str, state: SlipState) -> Any:
        return self.stage.until(page, lambda view: view.slip.state is state)

    def question(self) -> Any:
        """The next question in front, whatever page its type has."""
        while self.stage.page not in QUESTIONS:
            self.stage.calls.get(timeout=20)()
        return self.stage.view

    def type(self, digits: str) -> None:
        assert self.flow.code
        for digit in digits:
            self.flow.code.press(digit)
        self.flow.code.go_on()

    def close(self) -> None:
        self.stage.settle()
        self.printer.stop()
        self.paper.stop()
        self.store.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    room = Room(tmp_path)
    yield room
    room.close()


def half_done(room: Room, count: int = 3) -> str:
    """Left in the middle with a slip; the code on it."""
    room.flow.begin("checkup")
    for _ in range(count):
        room.answer()
    assert room.flow.leave("home") and room.stage.view.may_keep
    room.flow.leaving.print_code()
    view = room.printed("quiz.leave", SlipState.PRINTED)
    return str(view.code)


def test_a_paper_goes_on_by_its_slip_once_and_by_nothing_else(room: Room) -> None:
    code = half_done(room)
    stem = room.desk.sitting.item.stem
    (slip,) = room.paper.wait_for_slips(1)
    assert f"{code[:4]} {code[4:]}" in slip.text and "12 题做了 3 题" in slip.text and "用到 11 月 18 日" in slip.text
    room.flow.leaving.give_up()
    assert room.stage.page == "home"
    room.stage.end_visit()

    room.flow.start()
    assert room.stage.view.resume
    room.flow.resume()
    room.type(code)
    view = room.question()
    assert (view.asked.stem, view.frame.position, view.frame.done) == (stem, 3, {0, 1, 2})
    room.sit()
    assert (room.stage.page, room.stage.view.score) == ("quiz.result", 100)
    assert [len(counts.items) for counts in room.counts] == [12]  # counted once, when it was finished

    room.flow.start()
    room.flow.resume()
    room.type(code)
    assert room.stage.until("quiz.code", lambda view: not view.asking).said == "unknown"


def test_two_taps_print_one_slip_and_going_on_after_all_voids_the_code(room: Room) -> None:
    room.flow.begin("checkup")
    room.answer()
    assert room.flow.back()
    room.flow.leaving.print_code()
    room.flow.leaving.print_code()
    code = room.printed("quiz.leave", SlipState.PRINTED).code
    room.flow.leaving.print_code()
    room.stage.settle()
    assert len(room.paper.cut_slips) == 1 and is_code(code)
    room.flow.leaving.go_on()
    assert room.stage.page in QUESTIONS and room.stage.view.frame.position == 1
    room.stage.settle()
    assert not room.papers.any_here


@pytest.mark.parametrize("paper", [Paper.OUT, Paper.NEAR_END])
def test_without_paper_the_digits_can_be_written_down(room: Room, paper: Paper) -> None:
    room.flow.begin("checkup")
    room.answer()
    room.flow.leave("end")
    room.paper.paper = paper
    room.flow.leaving.print_code()
    state = SlipState.PAPER_OUT if paper is Paper.OUT else SlipState.PAPER_LOW
    code = room.printed("quiz.leave", state).code
    room.paper.paper = Paper.IN
    room.flow.leaving.print_code()  # changed: again, the same digits
    assert room.printed("quiz.leave", SlipState.PRINTED).code == code
    room.flow.leaving.give_up()
    assert room.stage.page == "attract"
    room.flow.start()
    room.flow.resume()
    room.type(code)
    assert room.question().frame.position == 1


def test_what_was_withdrawn_meanwhile_is_said_and_a_paper_that_is_gone_too(room: Room) -> None:
    first, second = half_done(room), ""
    rest = [question.key for question in room.desk.sitting.paper.questions]
    room.flow.leaving.give_up()
    room.withdrawn = frozenset(rest[:2])
    room.flow.start()
    room.flow.resume()
    room.type(first)
    view = room.question()
    assert "2" in view.frame.sign.text and view.frame.total == 10
    room.seconds += 60
    room.answer()
    assert room.stage.view.frame.sign is None
    room.flow.leave("home")
    room.flow.leaving.print_code()
    second = room.printed("quiz.leave", SlipState.PRINTED).code
    room.flow.leaving.give_up()
    room.withdrawn = frozenset(rest)
    room.flow.start()
    room.flow.resume()
    room.type(second)
    assert room.stage.until("quiz.code", lambda view: not view.asking).said == "gone"


def test_a_mistyped_digit_is_told_at_once_and_is_no_guess(room: Room) -> None:
    code = half_done(room)
    room.flow.leaving.give_up()
    room.flow.resume()
    wrong = code[:7] + str((int(code[7]) + 1) % 10)
    for _ in range(6):
        room.type(wrong)
        assert (room.stage.view.said, room.stage.view.asking) == ("check", False)
        for _ in range(8):
            assert room.flow.code
            room.flow.code.press("back")
    room.type(code)
    assert room.question()


def test_practise_is_what_went_wrong_and_then_what_is_still_wrong(room: Room) -> None:
    room.flow.begin("checkup")
    room.sit(wrong=3)
    assert room.stage.view.mistakes == 3
    wrong = [position for position, mark in room.flow._mistakes()]
    stems = [room.flow._result.marks[position].item.stem for position in wrong] if room.flow._result else []
    room.flow.practise()
    assert (room.stage.view.frame.total, room.stage.view.asked.stem) == (3, stems[0])
    room.sit(wrong=1)
    assert (room.stage.view.mistakes, room.stage.view.title) == (1, "再练：党性体检")
    room.flow.practise()
    assert room.stage.view.frame.total == 1
    room.sit()
    assert room.stage.view.mistakes == 0
    room.flow.practise()  # nothing is left
    assert room.stage.page == "quiz.result"
    outcomes = [[item.outcome for item in counts.items].count(Outcome.RIGHT) for counts in room.counts]
    assert outcomes == [9, 2, 1]  # the first of the visit counts for the statistics, the others as `again`


def test_the_mistakes_are_printed_in_parts_and_each_slip_says_which(room: Room) -> None:
    room.flow.begin("checkup")
    room.sit(wrong=12)
    room.flow.more.show()
    seen = list[tuple[int, int]]()
    while not seen or seen[-1][1] < 12:
        room.flow.more.print_mistakes()
        room.flow.more.print_mistakes()  # the second half of a double tap
        view = room.printed("quiz.more", SlipState.PRINTED)
        seen.append(view.printed)
        room.flow.more.print_mistakes()
        assert room.stage.until("quiz.more", lambda view: view.slip.state is SlipState.TOO_SOON).slip.seconds == 60
        room.seconds += 60
    assert seen[0][0] == 1 and [last + 1 for _, last in seen[:-1]] == [first for first, _ in seen[1:]]
    slips = room.paper.wait_for_slips(len(seen))
    assert len(slips) == len(seen) <= 9
    first = slips[0].text
    stem = room.flow._result.marks[0].item.stem if room.flow._result else ""
    assert stem[:10] in first.replace("\n", "") and "答：" in first and "〔图像" in first
    assert f"这张是其中第 1 到 {seen[0][1]} 题" in first or "这张是其中第 1 题" in first


def test_nothing_of_a_visit_outlives_the_wipe_but_what_lies_under_its_code(room: Room) -> None:
    half_done(room)
    sitting = weakref.ref(room.desk.sitting)
    room.stage.end_visit()
    room.flow.leaving.go_on()
    room.flow.leaving.give_up()
    room.flow.leaving.print_code()
    assert room.stage.shown == [("attract", None)]
    gc.collect()
    assert sitting() is None
    room.flow.begin("checkup")
    room.sit(wrong=2)
    room.flow.more.show()
    result = weakref.ref(room.stage.view)
    room.stage.end_visit()
    room.flow.more.show()
    room.flow.more.print_mistakes()
    gc.collect()
    assert result() is None and room.flow._result is None and room.stage.page == "attract"
    assert len(room.paper.cut_slips) == 1
