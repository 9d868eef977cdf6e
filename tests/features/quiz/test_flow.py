"""From home to the result and back, as the pages see it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from content.banks.model import Kind, Status
from content.pack.open import STARTER, Pack, open_pack
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
from kiosk.features.quiz.rules.marking import AttemptCounts
from kiosk.features.quiz.rules.reasons import Reason
from kiosk.features.quiz.terminal.asking import Asking
from kiosk.features.quiz.terminal.desk import QuizDesk
from kiosk.features.quiz.terminal.doubting import Doubting
from kiosk.features.quiz.terminal.flow import QuizFlow, usual_bands
from kiosk.features.quiz.terminal.helps import Helps
from kiosk.features.quiz.terminal.library import Library
from kiosk.features.quiz.terminal.readings import readings_of
from kiosk.features.quiz.terminal.views import DoubtView, IntroView, QuestionView, ResultView, Step
from kiosk.ui.typing.pinyin import PinyinMissing
from kiosk.ui.typing.session import TypingSession

PACK = open_pack(STARTER, decode=False)
NOW = datetime(2026, 11, 21, 10, 26)


class Stage:
    def __init__(self) -> None:
        self.shown: list[tuple[str, Any]] = []
        self.wipes: list[Callable[[], None]] = []

    @property
    def now(self) -> Any:
        return self.shown[-1][1]

    def show(self, page: str, view: object) -> None:
        self.shown.append((page, view))

    def on_wipe(self, call: Callable[[], None]) -> None:
        self.wipes.append(call)

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        try:
            found = job()
        except PinyinMissing as error:
            failed(error)
        else:
            done(found)

    def home(self) -> None:
        self.shown.append(("home", None))


def no_pinyin() -> Any:
    raise PinyinMissing("here")


def doubt_of(view: QuestionView) -> str:
    """As the button says."""
    offered = next((press for press in view.frame.presses if press.key == "doubt"), None)
    return "no" if offered is None else "said" if offered.off else "may"


class Doubts:
    def __init__(self) -> None:
        self.said: list[tuple[tuple[str, str, str], Reason]] = []

    def doubted(self, item: tuple[str, str, str]) -> bool:
        return any(one == item for one, _ in self.said)

    def doubt(self, item: tuple[str, str, str], reason: Reason) -> None:
        self.said.append((item, reason))


class Room:
    def __init__(self) -> None:
        self.stage, self.counts, self.read = Stage(), list[AttemptCounts](), list[str]()
        about = ExhibitionDesk((PACK,), PACK, lambda: NOW).about()
        self.packs: tuple[Pack, ...] = (PACK,)
        self.withdrawn: frozenset[tuple[str, str]] = frozenset()
        library = Library(lambda: self.packs, frozenset, lambda: NOW)
        self.desk = QuizDesk(
            library.sources, usual_bands, readings_of(about), self.counts.append, lambda: NOW,
            withdrawn=lambda: self.withdrawn,
        )  # fmt: skip
        self.doubts = Doubts()
        typing = TypingSession(self.stage, open_decoder=no_pinyin)  # type: ignore[arg-type]
        self.asking = Asking(self.stage, typing, Helps(lambda: (PACK,)))  # type: ignore[arg-type]
        stage: Any = self.stage
        doubting = Doubting(stage, self.doubts)
        self.flow = QuizFlow(stage, self.desk, self.asking, read=self.read.append, doubting=doubting)

    def answer(self, *, rightly: bool) -> None:
        """The question in front, as a visitor who knows (or does not know) the bank."""
        view = self.stage.now
        item = next(item for item in PACK.banks[0] if item.stem == view.asked.stem)
        texts = item.answer_texts()
        if item.kind is Kind.FILL:
            for blank, text in enumerate(texts):
                self.asking.press(f"blank.{blank}")
                self.asking.choose(
                    next(at for at, one in enumerate(self.stage.now.options) if (one == text) is rightly)
                )
        elif item.kind is Kind.ORDER:
            for text in texts if rightly else reversed(texts):
                self.asking.choose(view.asked.options.index(text))
        else:
            right = {index for index, text in enumerate(view.asked.options) if text in texts}
            wrong = {index for index in range(len(item.options)) if index not in right} or {0}
            for index in sorted(right if rightly else {min(wrong)}):
                self.asking.choose(index)
        self.asking.hand_in()


@pytest.fixture
def room() -> Room:
    return Room()


def test_the_intro_offers_two_papers_with_count_and_minutes(room: Room) -> None:
    room.flow.start()
    view = room.stage.now
    assert isinstance(view, IntroView)
    assert [paper.title for paper in view.papers] == ["党性体检", "便民常识"]
    assert view.papers[0].note.startswith("12 题，约 5 分钟")
    assert not any(paper.short for paper in view.papers)


def test_a_question_cannot_be_handed_in_before_something_is_chosen(room: Room) -> None:
    room.flow.begin("checkup")
    before = len(room.stage.shown)
    room.asking.hand_in()
    room.flow.go_on()
    assert len(room.stage.shown) == before


def test_a_single_choice_moves_and_a_multiple_one_adds(room: Room) -> None:
    room.flow.begin("checkup")
    room.asking.choose(0)
    room.asking.choose(1)
    assert room.stage.now.states.count("chosen") == 1
    while room.stage.now.asked.kind is not Kind.MULTIPLE:
        room.answer(rightly=True)
        room.flow.go_on()
    room.asking.choose(0)
    room.asking.choose(2)
    room.asking.choose(0)
    assert [index for index, state in enumerate(room.stage.now.states) if state == "chosen"] == [2]


def test_after_handing_in_right_is_right_wrong_is_wrong_and_no_tap_changes_it(room: Room) -> None:
    room.flow.begin("checkup")
    room.answer(rightly=False)
    view = room.stage.now
    assert isinstance(view, QuestionView) and view.step is Step.EXPLAIN and view.verdict is not None
    assert not view.verdict.right and "正确答案" in view.verdict.text
    assert sorted(set(view.states)) == ["dim", "right", "wrong"]
    assert view.verdict.explanation and view.verdict.source.startswith("来源：")
    room.asking.choose(0)
    room.flow.skip()
    assert room.stage.now is view


def test_a_question_is_doubted_after_its_explanation_once(room: Room) -> None:
    room.flow.begin("checkup")
    room.flow.doubt()  # not before
    room.flow.doubting.say("answer")
    assert doubt_of(room.stage.shown[-1][1]) == "no" and room.doubts.said == []
    room.answer(rightly=False)
    explained = room.stage.now
    assert doubt_of(explained) == "may"
    room.flow.doubt()
    asks = room.stage.now
    assert isinstance(asks, DoubtView) and [reason for reason, _ in asks.reasons] == [one.value for one in Reason]
    assert asks.stem == explained.asked.stem
    room.flow.doubting.say("outdated")
    room.flow.doubting.say("answer")  # two presses of one finger
    item = next(item for item in PACK.banks[0] if item.stem == asks.stem)
    assert room.doubts.said == [((PACK.banks[0].name, item.id, item.version), Reason.OUTDATED)]
    noted = room.stage.now
    assert doubt_of(noted) == "said" and noted.step is Step.EXPLAIN
    room.flow.doubt()
    assert isinstance(room.stage.now, QuestionView)
    room.flow.go_on()
    room.answer(rightly=True)
    assert doubt_of(room.stage.now) == "may"


def test_whoever_doubts_nothing_after_all_comes_back_to_the_question(room: Room) -> None:
    room.flow.begin("checkup")
    room.answer(rightly=True)
    room.flow.doubt()
    assert room.flow.doubting.back()
    assert doubt_of(room.stage.now) == "may" and room.doubts.said == []
    room.flow.doubt()
    room.flow.start()  # home, and the quiz again
    room.flow.doubting.say("answer")
    assert room.doubts.said == [] and isinstance(room.stage.now, IntroView)
    room.flow.begin("checkup")
    room.answer(rightly=True)
    room.flow.doubt()
    for wipe in room.stage.wipes:
        wipe()
    room.flow.doubting.say("answer")
    assert room.doubts.said == [] and not room.flow.doubting.back()


def sit_through(room: Room, wrong: int = 0) -> ResultView:
    room.flow.begin("checkup")
    number = 0
    while isinstance(room.stage.now, QuestionView):
        room.answer(rightly=number >= wrong)
        room.flow.go_on()
        number += 1
    assert isinstance(room.stage.now, ResultView)
    return room.stage.now


def test_all_right_is_excellent_and_leads_to_the_exhibition(room: Room) -> None:
    view = sit_through(room)
    assert (view.score, view.band, view.low, view.mistakes, view.reading) == (100, "优秀", False, 0, False)
    assert sum(asked for _, _, asked in view.topics) == 12
    room.flow.see_exhibition()
    assert room.stage.shown[-1][0] == "home"


def test_mistakes_are_explained_once_more_and_the_advice_leads_to_something_to_read(room: Room) -> None:
    view = sit_through(room, wrong=12)
    assert (view.score, view.band, view.low, view.mistakes) == (0, "再学一学", True, 12)
    assert view.reading
    room.flow.read()
    assert room.read[0].startswith("starter/")
    room.flow.review(0)
    for place in range(1, 12):
        assert room.stage.now.step is Step.EXPLAIN
        assert room.stage.now.frame.heading == f"错题 {place}，共 12 道"
        assert room.stage.now.frame.done == frozenset(range(place - 1))
        room.flow.review(place)
    room.flow.review(12)
    assert room.stage.now.frame.heading == "错题 12，共 12 道"
    assert room.flow.back()
    assert isinstance(room.stage.now, ResultView)


def test_a_paper_is_left_in_the_middle_only_after_one_question(room: Room) -> None:
    room.flow.begin("checkup")
    assert room.flow.back() and room.stage.shown[-1][0] == "quiz.intro"  # nothing was answered: nothing is lost
    room.flow.begin("checkup")
    room.answer(rightly=True)
    room.flow.go_on()
    assert room.flow.back()
    assert (room.stage.now.number, room.stage.now.answered, room.stage.now.may_keep) == (2, 1, False)
    room.flow.leaving.go_on()
    assert room.stage.now.frame.position == 1
    assert room.stage.now.frame.done == {0}
    assert room.flow.leave("home") and room.stage.shown[-1][0] == "quiz.leave"
    room.flow.leaving.give_up()
    assert room.stage.shown[-1][0] == "home"
    room.flow.start()
    assert isinstance(room.stage.now, IntroView) and not room.flow.back()  # nobody goes on by standing there


def test_a_skipped_question_comes_back_marked(room: Room) -> None:
    room.flow.begin("everyday")
    first = room.stage.now.asked.stem
    room.flow.skip()
    while room.stage.now.frame.sign is None:
        room.answer(rightly=True)
        room.flow.go_on()
    assert room.stage.now.asked.stem == first
    assert room.stage.now.frame.presses[0].word == "不做这题"
    room.flow.skip()
    assert room.stage.now.mistakes == 1


def test_again_is_another_paper_of_the_same_plan(room: Room) -> None:
    sit_through(room)
    room.flow.again()
    assert isinstance(room.stage.now, QuestionView) and room.stage.now.frame.position == 0


def test_the_wipe_leaves_nothing_and_counts_were_handed_out_without_a_person(room: Room) -> None:
    sit_through(room)
    assert [len(one.items) for one in room.counts] == [12]
    for wipe in room.stage.wipes:
        wipe()
    shown = len(room.stage.shown)
    for verb in (room.flow.resume, room.flow.again, room.flow.read, room.flow.to_result, room.asking.hand_in):
        verb()
    assert len(room.stage.shown) == shown
    assert room.flow.back() is False
    room.flow.start()
    assert room.stage.now.resume == ""


def test_a_paper_that_goes_while_its_page_is_read_is_not_begun(room: Room) -> None:
    room.flow.start()
    room.packs = ()
    room.flow.begin("checkup")
    assert room.stage.now == IntroView(())


def test_a_bank_that_goes_in_the_middle_leaves_the_paper_as_it_was_drawn(room: Room) -> None:
    room.flow.begin("checkup")
    asked = room.desk.sitting.paper.questions
    room.withdrawn = frozenset((PACK.banks[0].name, item.id) for item in PACK.banks[0])
    room.packs = ()
    while isinstance(room.stage.now, QuestionView):
        room.answer(rightly=True)
        room.flow.go_on()
    assert isinstance(room.stage.now, ResultView) and room.stage.now.score == 100
    assert len(room.counts[0].items) == len(asked) == 12
    room.flow.again()
    assert room.stage.shown[-1] == ("quiz.intro", IntroView(()))


def test_withdrawn_questions_are_asked_no_more_and_the_shortage_is_said(room: Room) -> None:
    room.flow.start()
    fees = [item for item in PACK.banks[0] if item.tag == "党费组织生活"]
    room.withdrawn = frozenset((PACK.banks[0].name, item.id) for item in fees)
    room.flow.start()
    assert room.stage.now.papers[0].short == "要 12 题，今天题库里只有 9 题"
    room.flow.begin("checkup")
    assert not {item.id for item in room.desk.sitting.paper.items} & {item.id for item in fees}


def test_a_visit_sees_other_questions_first(room: Room) -> None:
    stems: list[str] = []
    for _ in range(2):
        room.flow.begin("everyday")
        while isinstance(room.stage.now, QuestionView):
            stems.append(room.stage.now.asked.stem)
            room.answer(rightly=True)
            room.flow.go_on()
    everyday = [item for item in PACK.banks[0] if item.tag == "便民常识"]
    once = len([item for item in everyday if item.status is Status.READY])
    assert len(stems) == 16 and len(set(stems)) >= min(16, once) - 2


def test_many_papers_are_turned_by_pages_and_coming_back_is_to_the_same(room: Room) -> None:
    room.flow.start()
    room.flow.turn(2)
    assert room.stage.now.page == 2
    room.flow.begin("checkup")
    assert room.flow.back() and room.stage.now.page == 2
    for wipe in room.stage.wipes:
        wipe()
    room.flow.start()
    assert room.stage.now.page == 0
