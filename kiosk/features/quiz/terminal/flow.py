"""The quiz, step by step: choose a paper -> question and explanation in turn -> result -> the mistakes once more.

Plain Python on Kivy's thread; nothing here takes time. All of it is dropped when the visit ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from content.banks.papers import Band
from kiosk.core.terminal.slips import SlipsOfVisit
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Mark
from kiosk.features.quiz.rules.resuming import HalfPaper
from kiosk.features.quiz.rules.sitting import NotAsked, Sitting
from kiosk.features.quiz.terminal import frames, words
from kiosk.features.quiz.terminal.along import words as along_words
from kiosk.features.quiz.terminal.along.code_entry import CodeEntry
from kiosk.features.quiz.terminal.along.half_papers import HalfPapers
from kiosk.features.quiz.terminal.along.keeping import Keeping
from kiosk.features.quiz.terminal.along.leaving import Leaving
from kiosk.features.quiz.terminal.along.more import More
from kiosk.features.quiz.terminal.asking import Asking, Way
from kiosk.features.quiz.terminal.desk import QuizDesk, Result
from kiosk.features.quiz.terminal.doubting import SAY, Doubting
from kiosk.features.quiz.terminal.members.gate import MemberGate
from kiosk.features.quiz.terminal.offered import offered_papers
from kiosk.features.quiz.terminal.views import (
    IntroView,
    Offered,
    ResultView,
    Sign,
    asked_of,
)
from kiosk.ui.stage import Stage

INTRO, RESULT = "quiz.intro", "quiz.result"
BANDS_TOLD = 4


class TestsThatCount(Protocol):
    """正式测试, as far as this room leads there."""

    @property
    def offered(self) -> Offered | None:
        """What may be sat now, as the hall said last."""

    def look(self, changed: Callable[[], None]) -> None:
        """Ask the hall; told when it says something else."""

    def start(self) -> None: ...


class OtherWays(Protocol):
    """Papers that are played in another way than this flow's, as rows among its own."""

    def offered(self) -> tuple[Offered, ...]: ...

    def start(self, plan: str) -> bool: ...


class QuizFlow:
    """``read`` opens the exhibit of that key, ``see_exhibition`` the list of what is on; None where there is none.
    ``doubting`` asks what 这题有问题 means; None: it is not offered. So with ``slips`` (printing), ``papers``
    (going on by a code), ``keeping`` (a result, by card), ``tests`` (正式测试) and ``members`` (papers that ask for a
    member's card).
    """

    def __init__(
        self,
        stage: Stage,
        desk: QuizDesk,
        asking: Asking,
        *,
        read: Callable[[str], None] | None = None,
        see_exhibition: Callable[[], None] | None = None,
        doubting: Doubting | None = None,
        tests: TestsThatCount | None = None,
        others: OtherWays | None = None,
        slips: SlipsOfVisit | None = None,
        papers: HalfPapers | None = None,
        keeping: Keeping | None = None,
        members: MemberGate | None = None,
    ) -> None:
        self._stage, self._desk, self._asking, self._members = stage, desk, asking, members
        self._papers, self._keeping = papers, keeping
        self.leaving = Leaving(stage, desk, slips, papers, on=self._show_question, left=self._left)
        self.code = CodeEntry(stage, papers, found=self._go_on_with, back=self._show_papers) if papers else None
        self.more = More(stage, slips, practise=self.practise, keep=self._keep, back=self.to_result)
        self._practised = False
        self._gone = 0  # items of a resumed paper that are here no more, until that was seen
        self._read, self._see_exhibition, self.doubting = read, see_exhibition, doubting or Doubting(stage)
        self._tests, self._others = tests, others
        self._sitting: Sitting | None = None
        self._mark: Mark | None = None
        self._result: Result | None = None
        self._reviewed = 0  # which mistake is looked at again
        self._page = 0  # of the papers
        stage.on_wipe(self.wipe)

    def start(self) -> None:
        """Tapped on home. Whoever comes from there goes on with nothing that was before."""
        if self._sitting:
            self._left(False)
        self._page = 0
        self._show_papers()
        if self._tests:
            self._tests.look(self._tests_changed)

    def sit(self) -> None:
        """正式测试 was tapped."""
        if self._tests:
            self._tests.start()

    def _tests_changed(self) -> None:
        if self._stage.now()[0] == INTRO:
            self._show_papers()

    def turn(self, page: int) -> None:
        """Another page of the papers."""
        self._page = page
        self._show_papers()

    def _show_papers(self) -> None:
        self._result = None
        self.doubting.wipe()
        resume = along_words.CODE_ROW if self._papers and self._papers.any_here else ""
        kept = along_words.SEE_KEPT if self._keeping else ""
        papers = (
            *offered_papers(self._desk.offers(), self._members),
            *(self._others.offered() if self._others else ()),
        )
        test = self._tests.offered if self._tests else None
        self._stage.show(INTRO, IntroView(papers, resume, self._page, test, kept))

    def wipe(self) -> None:
        """The visit is over."""
        self._sitting = self._mark = self._result = None
        self._practised = False
        self._page = self._reviewed = self._gone = 0
        self._desk.forget()

    def begin(self, plan: str) -> None:
        """Begin that paper, in its own way; one that has gone meanwhile is no more among those that are shown."""
        if self._others and any(one.plan == plan for one in self._others.offered()) and self._others.start(plan):
            return
        if not self._desk.is_for_members(plan):
            self._begin(plan)
        elif self._members:
            self._members.ask(partial(self._begin, plan))
        else:
            self._show_papers()

    def _begin(self, plan: str) -> None:
        try:
            self._sitting = self._desk.begin_paper(plan)
        except NotAsked:
            self._show_papers()
            return
        self._mark = self._result = None
        self._practised = False
        self._show_question()

    def resume(self) -> None:
        """凭小票接着做."""
        if self.code:
            self.code.start()

    def _go_on_with(self, half: HalfPaper) -> bool:
        try:
            self._sitting, self._gone = self._desk.go_on(half)
        except NotAsked:
            return False
        self._mark = self._result = None
        self._practised = False
        self._show_question()
        return True

    def practise(self) -> None:
        """再练没答对的: as they stood, once more; and those still wrong after it again."""
        if self._result and self._mistakes():
            self._sitting = self._desk.practise(self._result)
            self._mark = self._result = None
            self._practised = True
            self._show_question()

    def see_kept(self) -> None:
        """看我存过的成绩."""
        if self._keeping:
            self._keeping.start(None)

    def _keep(self) -> None:
        if self._keeping and self._result:
            self._keeping.start(self._result)

    def came_back(self) -> None:
        """From what was kept, or from a card that was asked for: to the result, or to the papers."""
        if self._result:
            self.more.show()
        else:
            self._show_papers()

    def leave(self, way: Way) -> bool:
        """首页 or 结束使用 on a question."""
        return self._sitting is not None and self.leaving.ask(way)

    def _left(self, to_papers: bool) -> None:
        self._sitting = self._mark = None
        self._desk.give_up()
        if to_papers:
            self._show_papers()

    # -- a question ---------------------------------------------------------------------------------------------------

    def answered(self, answer: Answer) -> None:
        """Handed in."""
        if self._sitting and not self._mark:
            self._mark = self._desk.answer(answer)
            self._show_question()

    def pressed(self, key: str) -> None:
        """A button beside the question."""
        before, after = self._reviewed - 1, self._reviewed + 1
        verbs: dict[str, Callable[[], None]] = {
            frames.SKIP: self.skip, frames.NEXT: self.go_on, SAY: self.doubt, frames.END: self.to_result,
            frames.BEFORE: partial(self.review, before), frames.AFTER: partial(self.review, after),
        }  # fmt: skip
        verbs[key]()

    def skip(self) -> None:
        if self._sitting and not self._mark:
            self._desk.skip()
            self._next()

    def go_on(self) -> None:
        """The explanation was read."""
        if self._sitting and self._mark:
            self._sitting.go_on()
            self._next()

    def back(self) -> bool:
        """返回: from a question to the papers, asked once; from a review to the result."""
        if self._result:
            self._show_result()
        elif self._sitting and not self.leaving.ask("back"):
            self._left(True)
            return True
        return bool(self._result or self._sitting)

    # -- 这题有问题 ---------------------------------------------------------------------------------------------------

    def doubt(self) -> None:
        """After the explanation: asks what is wrong."""
        if self._sitting and self._mark:
            self.doubting.ask(self._desk.in_front, self._sitting.item.stem, self._show_question, self.leave)

    def _next(self) -> None:
        assert self._sitting
        self._mark, self._gone = None, 0
        if self._sitting.finished:
            self._sitting = None
            self._result = self._desk.finish()
            self.more.begin(self._result, may_keep=self._keeping is not None and not self._practised)
            self._show_result()
        else:
            self._show_question()

    def _show_question(self) -> None:
        sitting = self._sitting
        assert sitting
        if self._mark:
            self._asking.tell(self, self._mark, frames.told_frame(sitting, self.doubting.presses(self._desk.in_front)))
        else:
            frame = frames.asking_frame(sitting)
            if self._gone:
                frame = replace(frame, sign=Sign(along_words.gone(self._gone)))
            self._asking.ask(self, asked_of(sitting.item, _key(sitting)), frame)

    # -- the result ---------------------------------------------------------------------------------------------------

    def _show_result(self) -> None:
        assert self._result
        result, attempt, advice = self._result, self._result.attempt, self._result.advice
        title, minutes = (advice.reading.title, advice.reading.minutes) if advice.reading else ("", 0)
        self._stage.show(
            RESULT,
            ResultView(
                title=along_words.practise_of(result.plan.title) if self._practised else result.plan.title,
                score=attempt.score,
                band=advice.band.title,
                low=advice.band is result.bands[-1] and len(result.bands) > 1,
                bands=_bands_note(result.bands),
                line=words.answered(attempt.right, len(attempt.entries), attempt.seconds),
                advice=words.advised(
                    advice.band.advice, words.advice(advice.strong, advice.weak, advice.mistakes, title, minutes)
                ),
                topics=tuple((tag, right, asked) for tag, (right, asked) in attempt.by_tag().items()),
                mistakes=len(self._mistakes()),
                reading=advice.reading is not None and self._read is not None,
                more=self.more.word,
                prints=self.more.prints,
            ),
        )

    def again(self) -> None:
        """再做一套: another paper of the same plan."""
        if self._result:
            self.begin(self._result.attempt.plan)

    def read(self) -> None:
        """现在去看: what the advice names."""
        if self._result and self._result.advice.reading and self._read:
            self._read(self._result.advice.reading.key)

    def print_mistakes(self) -> None:
        """打印错题, from the result: what becomes of it stands where the rest is."""
        if self._result and self.more.prints:
            self.more.show()
            self.more.print_mistakes()

    def see_exhibition(self) -> None:
        if self._see_exhibition:
            self._see_exhibition()
        else:
            self._stage.home()

    def review(self, place: int = 0) -> None:
        """The explanation of mistake ``place``, counted from 0."""
        mistakes = self._mistakes()
        if not self._result or not 0 <= place < len(mistakes):
            return
        self._reviewed = place
        _, mark = mistakes[place]
        self._asking.tell(self, mark, frames.review_frame(place, len(mistakes)))

    def to_result(self) -> None:
        if self._result:
            self._show_result()

    def _mistakes(self) -> list[tuple[int, Mark]]:
        assert self._result
        return [(position, mark) for position, mark in enumerate(self._result.marks) if not mark.right]


def _key(sitting: Sitting) -> tuple[str, int, int, bool]:
    """What is before the visitor; an item that comes back begins with nothing chosen."""
    return sitting.paper.plan.name, sitting.paper.seed, sitting.position, sitting.seen_before


def usual_bands() -> tuple[Band, ...]:
    """Of a paper that brings none, in the language in force."""
    return tuple(Band(least, title) for least, title in words.USUAL_BANDS)


def _bands_note(bands: tuple[Band, ...]) -> str:
    """Empty where there are too many to tell in two lines: the one that was reached stands above."""
    return words.bands_note(tuple((band.least, band.title) for band in bands)) if 1 < len(bands) <= BANDS_TOLD else ""
