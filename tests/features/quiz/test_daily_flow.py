"""每日一题 as tile, slide and question; and the doors of a room, which lead there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from content.banks.model import Bank, Item
from content.banks.papers import Plan, Quota, Way
from content.pack.open import STARTER, open_pack
from kiosk.features.quiz.rules.marking import AttemptCounts, Outcome
from kiosk.features.quiz.terminal.asking import QUESTION, Asking
from kiosk.features.quiz.terminal.counts import OfVisit
from kiosk.features.quiz.terminal.daily import words
from kiosk.features.quiz.terminal.daily.desk import DailyDesk
from kiosk.features.quiz.terminal.daily.flow import CHALLENGE, HOME, DailyFlow
from kiosk.features.quiz.terminal.doubting import Doubting
from kiosk.features.quiz.terminal.library import Library
from tests.features.quiz.test_challenge_flow import Stage

STARTING = open_pack(STARTER, decode=False)
PLAN = Plan("daily", "每日一题", (Quota(1),), way=Way.DAILY)
NOON = datetime(2026, 11, 21, 12, 0)


class Hall:
    def __init__(self, items: int = 40, challenges: bool = True, doubted: bool = False) -> None:
        bank = STARTING.banks[0]
        some = tuple(item for item in bank if item.kind.value == "single")[:items]
        self.packs: tuple[Any, ...] = (self._pack(bank.name, some),)
        self.now, self.challenges = NOON, challenges
        self.withdrawn: frozenset[tuple[str, str]] = frozenset()
        self.stage, self.counts = Stage(), list[AttemptCounts]()
        library = Library(lambda: self.packs, frozenset, lambda: self.now)
        self.desk = DailyDesk(library.sources, self.counts.append, lambda: self.now, lambda: self.withdrawn)
        stage: Any = self.stage
        self.asking = Asking(stage)
        self.doubting = Doubting(stage, OfVisit(None, stage) if doubted else None)
        self.flow = DailyFlow(
            stage, self.asking, self.desk, self._challenge, lambda: self.challenges, lambda: None, self.doubting
        )  # fmt: skip

    def _pack(self, name: str, items: tuple[Item, ...]) -> Any:
        return replace(STARTING, banks=(Bank(name, items),), papers=(PLAN,))

    def _challenge(self) -> bool:
        self.stage.show("quiz.challenge", None)
        return self.challenges

    def answer(self, option: int = 0) -> None:
        self.asking.choose(option)
        self.asking.hand_in()


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_one_tap_asks_then_why_and_then_on(hall: Hall) -> None:
    tile = hall.flow.tile()
    assert tile and (tile.key, tile.shape, tile.title) == ("daily", "small", "每日一题")
    hall.flow.start()
    view = hall.stage.view
    assert hall.stage.page == QUESTION and view.frame.heading_note == words.on(NOON.date())
    hall.answer()
    told = hall.stage.view
    assert told.verdict and told.verdict.explanation
    assert told.primary.key == CHALLENGE and [press.key for press in told.frame.presses] == [HOME]
    hall.asking.press(CHALLENGE)
    assert hall.stage.page == "quiz.challenge"
    (counts,) = hall.counts
    assert counts.plan == "daily" and len(counts.items) == 1


def test_answered_in_this_visit_it_is_shown_and_counted_no_more(hall: Hall) -> None:
    hall.flow.start()
    hall.answer()
    hall.asking.press(HOME)
    assert hall.stage.page == "home"
    hall.flow.start()
    assert hall.stage.view.verdict and len(hall.counts) == 1
    hall.stage.end()
    hall.flow.start()
    assert hall.stage.view.verdict is None and "chosen" not in hall.stage.view.states


def test_it_can_be_doubted_once_it_was_explained() -> None:
    hall = Hall(doubted=True)
    hall.flow.start()
    assert hall.stage.view.frame.presses == ()
    hall.answer()
    for off in (False, True):
        (press,) = hall.stage.view.frame.presses
        assert (press.key, press.off) == ("doubt", off)
        hall.flow.pressed("doubt")
        assert (hall.stage.page == "quiz.doubt") is not off
        hall.doubting.say("options")
        assert hall.stage.page == "quiz.question"


def test_without_a_challenge_the_way_on_is_home() -> None:
    hall = Hall(challenges=False)
    hall.flow.start()
    hall.answer()
    assert hall.stage.view.primary.key == HOME and not hall.stage.view.frame.presses
    hall.asking.press(HOME)
    assert hall.stage.page == "home"


def test_the_slide_shows_the_question_and_its_options_and_is_the_same_all_day(hall: Hall) -> None:
    slide = hall.flow.slide()
    assert slide and slide.article and not slide.pack
    hall.flow.start()
    asked = hall.stage.view.asked
    assert slide.title == asked.stem and len(slide.article.blocks) == len(asked.options)
    (bank,) = hall.packs[0].banks
    long = replace(bank.items[0], stem="很长的一道题，" * 8 + "哪一项对？")
    hall.packs = (hall._pack(bank.name, (long,)),)
    hall.flow.renew()
    whole = hall.flow.slide()
    assert whole and whole.article and whole.title == words.TITLE and whole.article.blocks[0].text == long.stem
    hall.packs = (hall._pack(bank.name, bank.items),)
    hall.flow.renew()
    hall.now = NOON.replace(hour=23)
    assert hall.flow.slide() == slide
    assert Hall().flow.slide() == slide  # another terminal
    hall.now = NOON + timedelta(days=1)
    assert hall.flow.slide() != slide


def test_nothing_to_ask_has_neither_tile_nor_slide_and_leads_home() -> None:
    hall = Hall(0)
    assert hall.flow.tile() is None and hall.flow.slide() is None
    hall.flow.start()
    assert hall.stage.page == "home"


def test_withdrawn_in_the_middle_it_is_marked_and_then_another_stands_there(hall: Hall) -> None:
    hall.flow.start()
    (bank,) = hall.packs[0].banks
    stem = hall.stage.view.asked.stem
    hall.withdrawn = frozenset((bank.name, item.id) for item in bank if item.stem == stem)
    hall.flow.renew()
    hall.answer()
    assert hall.stage.view.asked.stem == stem and hall.stage.view.verdict
    hall.stage.end()
    hall.flow.start()
    assert hall.stage.view.asked.stem != stem


def test_it_is_found_away_from_the_screen(hall: Hall) -> None:
    jobs: list[Any] = []
    hall.stage.work = lambda job, done, failed=None: jobs.append((job, done))  # type: ignore[method-assign]
    assert hall.flow.tile() is None and hall.flow.slide() is None
    assert len(jobs) == 1  # asked for twice, looked for once
    job, done = jobs.pop()
    done(job())
    assert hall.flow.tile() is not None and not jobs


class Counter:
    def __init__(self) -> None:
        self.sums: list[dict[Any, Any]] = []

    def count(self, sums: dict[Any, Any]) -> None:
        self.sums.append(sums)


def _first(sums: dict[Any, Any]) -> tuple[int, int]:
    """First and again, of the paper."""
    return next((numbers[0], numbers[1]) for (what, _), numbers in sums.items() if what == "papers")


def test_what_is_said_of_a_question_is_by_first_attempts_alone() -> None:
    from kiosk.features.quiz.rules.marking import ItemCount

    def counts(plan: str) -> AttemptCounts:
        return AttemptCounts(plan, NOON.date(), 12, (ItemCount("b", "q1", "0f3a61bc", Outcome.WRONG),))

    counter, stage = Counter(), Stage()
    visit = OfVisit(counter, stage)  # type: ignore[arg-type]
    visit.of_day(counts("daily"))
    visit.again(counts("challenge"))
    visit.finished(counts("checkup"))
    visit.of_day(counts("daily"))
    assert [_first(sums) for sums in counter.sums] == [(1, 0), (0, 1), (1, 0), (0, 1)]
    challenge = next(numbers for (what, _), numbers in counter.sums[1].items() if what == "answers")
    assert challenge[-1] == 1 and not any(challenge[:-1])
