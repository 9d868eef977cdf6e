"""A challenge as its pages see it: from the topic to the board, with a clock that is turned and a store on the disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from content.banks.model import Bank
from content.banks.papers import Plan, Quota, Way
from content.pack.open import STARTER, Pack, open_pack
from kiosk.core.link.store import TerminalStore
from kiosk.features.quiz.rules.challenge import MORE, SILENCE
from kiosk.features.quiz.rules.marking import AttemptCounts, Outcome
from kiosk.features.quiz.terminal.asking import QUESTION, Asking
from kiosk.features.quiz.terminal.challenge import words
from kiosk.features.quiz.terminal.challenge.board import DayBoard
from kiosk.features.quiz.terminal.challenge.desk import ChallengeDesk
from kiosk.features.quiz.terminal.challenge.flow import INTRO, RESULT, TIME, ChallengeFlow
from kiosk.features.quiz.terminal.counts import OfVisit
from kiosk.features.quiz.terminal.doubting import Doubting
from kiosk.features.quiz.terminal.library import Library
from kiosk.features.quiz.terminal.views import Step

STARTING = open_pack(STARTER, decode=False)
PLAN = Plan("challenge", "知识挑战", (Quota(1),), way=Way.CHALLENGE, clock=60)
NOON = datetime(2026, 11, 21, 12, 0)


class Timer:
    def __init__(self, at: float, call: Callable[[], None]) -> None:
        self.at, self.call, self.off = at, call, False

    def cancel(self) -> None:
        self.off = True


class Stage:
    """Work is done at once; time goes by as `pass_by` says."""

    def __init__(self) -> None:
        self.seconds, self.longer = 1000.0, 1.0
        self.shown: list[tuple[str, Any]] = []
        self.wipes: list[Callable[[], None]] = []
        self.timers: list[Timer] = []
        self.touches = 0

    @property
    def page(self) -> str:
        return self.shown[-1][0]

    @property
    def view(self) -> Any:
        return self.shown[-1][1]

    def now(self) -> tuple[str, Any]:
        return self.shown[-1]

    def show(self, page: str, view: object) -> None:
        self.shown.append((page, view))

    def home(self) -> None:
        self.shown.append(("home", None))

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        done(job())

    def after(self, seconds: float, call: Callable[[], None]) -> Timer:
        self.timers.append(Timer(self.seconds + seconds, call))
        return self.timers[-1]

    def patience(self) -> float:
        return self.longer

    def touched(self) -> None:
        self.touches += 1

    def pass_by(self, seconds: float) -> None:
        ends = self.seconds + seconds
        while due := [timer for timer in self.timers if not timer.off and timer.at <= ends]:
            first = min(due, key=lambda timer: timer.at)
            self.timers.remove(first)
            self.seconds = max(self.seconds, first.at)
            first.call()
        self.seconds = ends

    def end(self) -> None:
        for wipe in self.wipes:
            wipe()


class Hall:
    """A terminal, its store, and what it knows of the hall. `items`: how many of the starter's single choices."""

    def __init__(self, store: TerminalStore, items: int = 30, plan: Plan = PLAN) -> None:
        bank = STARTING.banks[0]
        some = tuple(item for item in bank if item.kind.value == "single")[:items]
        self.pack = replace(STARTING, banks=(Bank(bank.name, some),), papers=(plan,))
        self.packs: tuple[Pack, ...] = (self.pack,)
        self.now, self.closes = NOON, time(17, 30)
        self.withdrawn: frozenset[tuple[str, str]] = frozenset()
        self.store = store
        self.counts: list[AttemptCounts] = []
        self.open()

    def open(self) -> None:
        """As after a start."""
        self.stage = Stage()
        library = Library(lambda: self.packs, frozenset, lambda: self.now)
        self.desk = ChallengeDesk(
            library.sources, self.counts.append, lambda: self.now, lambda: self.stage.seconds, lambda: self.withdrawn
        )  # fmt: skip
        self.board = DayBoard(self.store, lambda: self.now, lambda: self.closes)
        self.board.learn()
        stage: Any = self.stage
        self.asking = Asking(stage)
        self.doubts = OfVisit(None, stage)
        doubting = Doubting(stage, self.doubts)
        self.flow = ChallengeFlow(stage, self.asking, self.desk, self.board, doubting=doubting)
        self.doubting = doubting

    def begin(self, *, timed: bool = False) -> None:
        assert self.flow.start("challenge")
        self.flow.clock(timed)
        self.flow.go()

    def answer(self, *, rightly: bool = True) -> None:
        asked = self.stage.view.asked
        item = next(item for item in self.pack.banks[0] if item.stem == asked.stem)
        right = next(place for place, text in enumerate(asked.options) if text in item.answer_texts())
        self.asking.choose(right if rightly else (right + 1) % len(asked.options))
        self.asking.hand_in()

    def play(self, right: int) -> None:
        """So many rightly, then a mistake, to the result."""
        self.begin()
        for _ in range(right):
            self.answer()
        self.answer(rightly=False)
        self.flow.pressed("challenge.result")

    def to_board(self, right: int, place: int = 0) -> str:
        """Play, and enter with the nickname that is offered there."""
        self.play(right)
        name: str = self.stage.view.names[place].key
        self.flow.pick(name)
        self.flow.enter()
        return name


@pytest.fixture
def store(tmp_path: Path) -> Iterator[TerminalStore]:
    with TerminalStore(tmp_path / "terminal.db") as store:
        yield store


@pytest.fixture
def hall(store: TerminalStore) -> Hall:
    return Hall(store)


# -- to the first mistake ----------------------------------------------------------------------------------------------


def test_untimed_and_every_topic_are_chosen_before_anything_is_tapped(hall: Hall) -> None:
    assert hall.flow.start()
    view = hall.stage.view
    assert hall.stage.page == INTRO and not view.timed and view.timed_word == "每题 60 秒"
    assert view.topic == view.topics[0].key == "" and view.topics[0].name == "各类都有"
    assert view.best == words.NO_BOARD


def test_right_goes_on_without_a_word_and_the_first_mistake_is_explained(hall: Hall) -> None:
    hall.begin()
    for streak in range(12):
        frame = hall.stage.view.frame
        assert hall.stage.page == QUESTION and hall.stage.view.verdict is None
        assert frame.heading == words.in_a_row(streak) and frame.aside == words.to_flag(10 - streak % 10)
        assert (frame.total, frame.position) == (10, streak % 10) and frame.sign is None and not frame.explains
        hall.answer()
    hall.answer(rightly=False)
    told = hall.stage.view
    assert told.step is Step.EXPLAIN and not told.verdict.right and told.primary.word == words.TO_RESULT
    hall.asking.press("challenge.result")
    result = hall.stage.view
    assert (hall.stage.page, result.streak, result.flags) == (RESULT, 12, "得了 1 面小旗")
    assert result.title == "今天第 1 名" and "正确答案" in result.told.verdict
    (counts,) = hall.counts
    assert counts.plan == "challenge"
    assert [one.outcome for one in counts.items].count(Outcome.RIGHT) == 12 and len(counts.items) == 13
    hall.flow.explain()
    assert hall.stage.view.step is Step.EXPLAIN
    hall.flow.pressed("challenge.result")
    assert hall.stage.page == RESULT and len(hall.counts) == 1


def test_enough_and_the_dock_stop_with_what_was_right(hall: Hall) -> None:
    hall.begin()
    hall.answer()
    hall.asking.press("challenge.enough")
    assert (hall.stage.page, hall.stage.view.streak, hall.stage.view.told) == (RESULT, 1, None)
    hall.flow.again()
    hall.answer()
    assert hall.asking.back()
    assert hall.stage.view.streak == 1 and len(hall.counts) == 2


def test_who_leaves_in_the_middle_sees_what_was_right_once(hall: Hall) -> None:
    hall.begin()
    assert not hall.asking.leave("home")  # nothing to lose
    hall.answer()
    assert hall.asking.leave("end")
    assert (hall.stage.page, hall.stage.view.streak) == (RESULT, 1)
    assert not hall.flow.leave("end")


def test_the_same_question_is_not_asked_again_while_others_are_left(hall: Hall) -> None:
    hall.begin()
    for _ in range(10):
        hall.answer()
    hall.flow.stop_here()
    seen = {(one.bank, one.item_id) for one in hall.counts[0].items}
    hall.flow.again()
    for _ in range(10):
        hall.answer()
    hall.flow.stop_here()
    assert not seen & {(one.bank, one.item_id) for one in hall.counts[1].items}


def test_all_of_them_right_has_its_own_words(store: TerminalStore) -> None:
    for items in (1, 3):
        hall = Hall(store, items)
        hall.begin()
        for _ in range(items):
            hall.answer()
        assert (hall.stage.page, hall.stage.view.title, hall.stage.view.streak) == (RESULT, words.ALL_RIGHT, items)
        hall.flow.again()  # asked once more, with nothing chosen
        assert hall.stage.page == QUESTION and "chosen" not in hall.stage.view.states


def test_a_pool_of_nothing_offers_no_challenge(store: TerminalStore) -> None:
    hall = Hall(store, 0)
    assert not hall.flow.start() and hall.flow.offered() == ()
    hall.flow.go()
    assert not hall.stage.shown


def test_a_bank_withdrawn_in_the_middle_ends_it_as_all_right_and_then_there_is_none(hall: Hall) -> None:
    hall.begin()
    hall.withdrawn = frozenset((bank.name, item.id) for bank in hall.pack.banks for item in bank)
    hall.answer()
    assert hall.stage.page == RESULT and hall.stage.view.streak == 1
    hall.flow.again()
    assert hall.stage.page == "home"


def test_a_pack_that_went_while_the_page_stood_there(hall: Hall) -> None:
    hall.flow.start()
    hall.packs = ()
    hall.flow.go()
    assert hall.stage.page == "home"


def test_a_topic_with_one_question(store: TerminalStore) -> None:
    hall = Hall(store, 30)
    first, *rest = hall.pack.banks[0].items
    alone = replace(first, tags=("独一题",))
    hall.packs = (replace(hall.pack, banks=(Bank(hall.pack.banks[0].name, (alone, *rest)),)),)
    hall.pack = hall.packs[0]
    hall.flow.start()
    hall.flow.choose("独一题")
    hall.flow.go()
    hall.answer()
    assert hall.stage.view.title == words.ALL_RIGHT


def test_two_presses_sixty_milliseconds_apart_do_one_thing(hall: Hall) -> None:
    hall.flow.start()
    hall.flow.go()
    hall.answer()
    hall.stage.pass_by(0.06)
    hall.asking.hand_in()  # nothing is chosen of the next one
    assert hall.stage.view.frame.heading == words.in_a_row(1)
    hall.flow.stop_here()
    hall.flow.stop_here()
    name = hall.stage.view.names[0].key
    hall.flow.pick(name)
    hall.flow.enter()
    hall.flow.enter()
    hall.flow.decline()
    assert [row.nickname for row in hall.board.now().rows] == [name] and hall.stage.view.entered
    assert len(hall.counts) == 1


def test_verbs_in_the_wrong_order_do_nothing(hall: Hall) -> None:
    flow = hall.flow
    for verb in (flow.go, flow.stop_here, flow.more, flow.untimed, flow.enter, flow.decline, flow.others, flow.explain,
                 flow.print_it, flow.again):  # fmt: skip
        verb()
    flow.pick("teapot")
    flow.pressed("challenge.result")
    assert not hall.stage.shown and not flow.back()


# -- the clock ---------------------------------------------------------------------------------------------------------


def test_at_zero_it_asks_and_what_was_chosen_is_still_chosen(hall: Hall) -> None:
    hall.begin(timed=True)
    hall.answer()
    hall.stage.pass_by(18)
    assert hall.stage.view.frame.sign.text == "42 秒"
    hall.asking.choose(1)
    hall.stage.pass_by(43)
    assert (hall.stage.page, hall.stage.view.streak) == (TIME, 1)
    hall.flow.more()
    assert hall.stage.page == QUESTION and hall.stage.view.states[1] == "chosen"
    assert hall.stage.view.frame.sign.text == f"{MORE} 秒"
    hall.stage.pass_by(MORE + 1)
    hall.flow.untimed()
    assert hall.stage.view.frame.sign is None and not hall.stage.view.frame.foot_presses
    hall.stage.pass_by(3600)
    assert hall.stage.page == QUESTION and not hall.counts
    hall.answer()
    assert hall.stage.view.frame.heading == words.in_a_row(2)


def test_silence_ends_it_at_the_last_right_answer_and_a_mistake_is_never_made_of_it(hall: Hall) -> None:
    hall.begin(timed=True)
    hall.answer()
    begun = hall.stage.seconds
    hall.stage.pass_by(62)
    while hall.stage.page == TIME:
        touches = hall.stage.touches
        hall.stage.pass_by(1)
        assert hall.stage.page == RESULT or hall.stage.touches > touches  # it stands as long as it says
    assert hall.stage.seconds - begun == pytest.approx(60 + SILENCE, abs=3)
    assert (hall.stage.page, hall.stage.view.streak, hall.stage.view.told) == (RESULT, 1, None)
    assert [one.outcome for one in hall.counts[0].items] == [Outcome.RIGHT]


def test_the_question_of_the_mistake_can_be_doubted_once_from_both_ways_to_it(hall: Hall) -> None:
    hall.begin()
    hall.answer(rightly=False)
    for way in ("at once", "from the result"):
        if way != "at once":
            hall.flow.explain()
        explained = hall.stage.view
        (press,) = explained.frame.presses
        assert (press.key, press.off) == ("doubt", way != "at once")
        if not press.off:
            hall.flow.pressed("doubt")
            assert (hall.stage.page, hall.stage.view.stem) == ("quiz.doubt", explained.asked.stem)
            hall.doubting.say("wording")
            assert hall.stage.view.frame.primary.key == "challenge.result"
            hall.flow.pressed("doubt")
            assert hall.stage.page == "quiz.question"
        hall.flow.pressed("challenge.result")
    assert hall.stage.page == RESULT
    item = next(item for item in hall.pack.banks[0] if item.stem == explained.asked.stem)
    assert hall.doubts.doubted((hall.pack.banks[0].name, item.id, item.version))


def test_large_type_has_twice_the_time(hall: Hall) -> None:
    hall.stage.longer = 2.0
    assert hall.flow.start() and hall.stage.view.timed_word == "每题 120 秒"
    hall.begin(timed=True)
    assert hall.stage.view.frame.sign.text == "120 秒"
    hall.stage.pass_by(121)
    assert hall.stage.view.silence_minutes == 4


def test_the_clock_waits_with_its_question_while_something_else_is_in_front(hall: Hall) -> None:
    hall.begin(timed=True)
    question = hall.stage.now()
    hall.stage.show("help", None)
    hall.stage.pass_by(200)
    assert hall.stage.page == "help"
    hall.stage.show(*question)
    hall.stage.pass_by(1)
    assert hall.stage.page == TIME


def test_who_went_home_is_not_called_back_by_the_clock(hall: Hall) -> None:
    hall.begin(timed=True)
    hall.stage.home()
    hall.stage.pass_by(600)
    assert hall.stage.page == "home"
    hall.flow.start()
    hall.stage.pass_by(600)
    assert hall.stage.page == INTRO


def test_of_two_runs_one_clock_goes(hall: Hall) -> None:
    hall.begin(timed=True)
    hall.stage.pass_by(0.5)
    hall.flow.stop_here()
    hall.flow.again()
    assert len([timer for timer in hall.stage.timers if not timer.off]) == 1


# -- the board ---------------------------------------------------------------------------------------------------------


def test_nothing_is_chosen_for_the_visitor_and_a_second_tap_takes_it_back(hall: Hall) -> None:
    hall.play(2)
    assert hall.stage.view.name == "" and len(hall.stage.view.names) == 5
    hall.flow.enter()
    assert not hall.board.now().rows
    name = hall.stage.view.names[1].key
    hall.flow.pick(name)
    (row,) = hall.stage.view.board
    assert row.mine and row.nickname == words.you(words.NICKNAMES[name]) and not hall.board.now().rows
    hall.flow.pick(name)
    assert not hall.stage.view.board and hall.stage.view.name == ""


def test_a_nickname_is_nobodys_twice_and_a_sixth_needs_more(hall: Hall) -> None:
    names = [hall.to_board(2) for _ in range(5)]
    assert len(set(names)) == 5
    hall.play(2)
    assert not hall.stage.view.names and hall.stage.view.title == words.streak_title(2)
    names.append(hall.to_board(3))
    assert len(set(names)) == 6
    assert [row.streak for row in hall.board.now().rows] == [3, 2, 2, 2, 2]


def test_others_are_offered_until_all_have_been_seen(hall: Hall) -> None:
    hall.play(1)
    seen = set()
    for _ in range(-(-len(words.NICKNAMES) // 5)):
        seen |= {one.key for one in hall.stage.view.names}
        hall.flow.others()
    assert seen == set(words.NICKNAMES)


def test_a_list_that_is_used_up_is_said_and_the_rest_goes_on(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.features.quiz.terminal.challenge.words import zh

    monkeypatch.setattr(zh, "NICKNAMES", {"teapot": "早起的茶壶"})
    hall.to_board(1)
    hall.play(2)
    assert hall.stage.view.names_gone and not hall.stage.view.names
    hall.flow.enter()
    assert len(hall.board.now().rows) == 1


def test_who_stays_off_is_on_no_board(hall: Hall) -> None:
    hall.play(3)
    hall.flow.pick(hall.stage.view.names[0].key)
    hall.flow.decline()
    assert not hall.stage.view.names and not hall.board.now().rows
    hall.flow.enter()
    assert not hall.board.now().rows


def test_nothing_right_is_no_place(hall: Hall) -> None:
    hall.play(0)
    assert not hall.stage.view.names and hall.stage.view.title == words.TRY_AGAIN


def test_it_outlives_a_restart_and_the_visit_but_not_the_closing(hall: Hall) -> None:
    name = hall.to_board(4)
    hall.stage.end()
    hall.open()
    assert [(row.nickname, row.streak) for row in hall.board.now().rows] == [(name, 4)]
    hall.flow.start()
    assert hall.stage.view.best == "今天最多连对 4 题"
    hall.now = NOON.replace(hour=17, minute=30)
    hall.flow.start()
    assert hall.stage.view.best == words.NO_BOARD
    hall.stage.end()
    assert hall.store.recall("quiz_board_of_day") is not None
    assert hall.store.recall("quiz_board_of_day")[0] is None  # type: ignore[index]


def test_a_clock_put_to_another_day_empties_it_and_a_clock_put_back_an_hour_does_not(hall: Hall) -> None:
    hall.to_board(4)
    hall.now = NOON - timedelta(hours=1)
    assert hall.board.now().rows
    hall.now = NOON + timedelta(days=400)
    assert not hall.board.now().rows


def test_the_visit_leaves_nothing_in_the_flow(hall: Hall) -> None:
    hall.begin(timed=True)
    hall.answer()
    hall.stage.end()
    assert hall.flow._run is None and hall.desk._run is None
    assert not hall.desk._seen and not hall.counts
    assert all(timer.off for timer in hall.stage.timers)


class FullDisk(TerminalStore):
    full = True

    def remember(self, name: str, value: Any) -> None:
        if self.full:
            raise sqlite3.OperationalError("database or disk is full")
        super().remember(name, value)


def test_a_full_disk_keeps_the_board_in_memory_and_writes_it_down_later(tmp_path: Path) -> None:
    with FullDisk(tmp_path / "full.db") as store:
        hall = Hall(store)
        name = hall.to_board(2)
        hall.stage.end()
        assert [row.nickname for row in hall.board.now().rows] == [name] and store.recall("quiz_board_of_day") is None
        store.full = False
        hall.stage.end()
        hall.open()
        assert [row.nickname for row in hall.board.now().rows] == [name]


def test_a_store_that_is_closed_or_none_keeps_it_in_memory(tmp_path: Path) -> None:
    closed = TerminalStore(tmp_path / "closed.db")
    for store in (closed, None):
        board = DayBoard(store, lambda: NOON, lambda: None)
        board.learn()
        board.enter("teapot", 3)
        board.keep()
        assert len(board.now().rows) == 1


def test_what_lies_damaged_in_the_store_is_no_board(store: TerminalStore) -> None:
    store.remember("quiz_board_of_day", {"since": "2026-11-21T10:00:00", "rows": [["teapot", -4]], "used": 7})
    hall = Hall(store)
    assert not hall.board.now().rows
    hall.to_board(1)
    assert len(hall.board.now().rows) == 1
