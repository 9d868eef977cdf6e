"""The quiz, step by step: choose a paper -> question and explanation in turn -> result -> the mistakes once more.

Plain Python on Kivy's thread; nothing here takes time. All of it is dropped when the visit ends.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from content.banks.model import Item, Kind
from content.banks.papers import Band, Icon
from kiosk.features.quiz.rules.marking import Mark
from kiosk.features.quiz.rules.reasons import Reason
from kiosk.features.quiz.rules.sitting import NotAsked, Sitting
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.desk import Offer, QuizDesk, Result
from kiosk.features.quiz.terminal.views import (
    DoubtState,
    DoubtView,
    IntroView,
    Offered,
    QuestionView,
    ResultView,
    Step,
    Verdict,
    Wording,
)
from kiosk.ui.stage import Stage

INTRO, QUESTION, RESULT, DOUBT = "quiz.intro", "quiz.question", "quiz.result", "quiz.doubt"
BANDS_TOLD = 4
ICONS = {
    Icon.EXAM: "exam", Icon.BOOK: "book-open-text", Icon.FLAG: "flag", Icon.STAR: "star",
    Icon.HISTORY: "clock-counter-clockwise", Icon.LAW: "bank", Icon.SAFETY: "shield-check", Icon.HEALTH: "heartbeat",
    Icon.HOME: "house-line", Icon.IDEA: "lightbulb",
}  # fmt: skip


class Doubts(Protocol):
    """What was said of items in this visit, by bank, number and version."""

    def doubted(self, item: tuple[str, str, str]) -> bool: ...

    def doubt(self, item: tuple[str, str, str], reason: Reason) -> None: ...


class QuizFlow:
    """``read`` opens the exhibit of that key, ``see_exhibition`` the list of what is on; None where there is none.
    ``doubts`` hears 这题有问题; None: nobody does, and it is not offered.
    """

    def __init__(
        self,
        stage: Stage,
        desk: QuizDesk,
        *,
        read: Callable[[str], None] | None = None,
        see_exhibition: Callable[[], None] | None = None,
        doubts: Doubts | None = None,
    ) -> None:
        self._stage, self._desk = stage, desk
        self._read, self._see_exhibition, self._doubts = read, see_exhibition, doubts
        self._doubting = False
        self._sitting: Sitting | None = None
        self._chosen: frozenset[int] = frozenset()
        self._mark: Mark | None = None
        self._result: Result | None = None
        self._page = 0  # of the papers
        stage.on_wipe(self.wipe)

    def start(self) -> None:
        """Tapped on home."""
        self._page = 0
        self._show_papers()

    def turn(self, page: int) -> None:
        """Another page of the papers."""
        self._page = page
        self._show_papers()

    def _show_papers(self) -> None:
        self._result, self._doubting = None, False
        resume = words.resume(self._sitting.position + 1) if self._sitting else ""
        papers = tuple(map(_offered, self._desk.offers()))
        self._stage.show(INTRO, IntroView(papers, resume, self._page))

    def wipe(self) -> None:
        """The visit is over."""
        self._sitting = self._mark = self._result = None
        self._chosen, self._doubting = frozenset(), False
        self._page = 0
        self._desk.forget()

    def begin(self, plan: str) -> None:
        """Begin that paper; one that has gone meanwhile is no more among those that are shown."""
        try:
            self._sitting = self._desk.begin_paper(plan)
        except NotAsked:
            self._show_papers()
            return
        self._chosen, self._mark, self._result = frozenset(), None, None
        self._show_question()

    def resume(self) -> None:
        """接着做."""
        if self._sitting:
            self._show_question()

    # -- a question ---------------------------------------------------------------------------------------------------

    def choose(self, option: int) -> None:
        """An option was tapped: on a single item it replaces the other, on a multiple item it is added or taken off."""
        if not self._sitting or self._mark:
            return
        one = frozenset({option})
        self._chosen = self._chosen ^ one if self._sitting.item.kind is Kind.MULTIPLE else one
        self._show_question()

    def skip(self) -> None:
        if self._sitting and not self._mark:
            self._desk.skip()
            self._next()

    def hand_in(self) -> None:
        if self._sitting and self._chosen and not self._mark:
            self._mark = self._desk.answer(self._chosen)
            self._show_question()

    def go_on(self) -> None:
        """The explanation was read."""
        if self._sitting and self._mark:
            self._sitting.go_on()
            self._next()

    def back(self) -> bool:
        """返回: from a question to the papers (the question waits), from a review to the result, from a doubt to its
        question.
        """
        if self._doubting:
            self._show_question()
            return True
        if self._result:
            self._show_result()
        elif self._sitting:
            self._show_papers()
        return bool(self._result or self._sitting)

    # -- 这题有问题 ---------------------------------------------------------------------------------------------------

    def doubt(self) -> None:
        """After the explanation: asks what is wrong."""
        if self._sitting and self._mark and self._doubt_state() is DoubtState.MAY:
            self._doubting = True
            reasons = tuple((reason.value, words.DOUBTS[reason.value]) for reason in Reason)
            self._stage.show(DOUBT, DoubtView(self._sitting.item.stem, reasons))

    def say(self, reason: str) -> None:
        """One of the reasons was tapped."""
        if self._doubting and self._doubts:
            self._doubts.doubt(self._desk.in_front, Reason(reason))
            self._show_question()

    def _doubt_state(self) -> DoubtState:
        if self._doubts is None or self._mark is None:
            return DoubtState.NO
        return DoubtState.SAID if self._doubts.doubted(self._desk.in_front) else DoubtState.MAY

    def _next(self) -> None:
        assert self._sitting
        self._chosen, self._mark = frozenset(), None
        if self._sitting.finished:
            self._sitting = None
            self._result = self._desk.finish()
            self._show_result()
        else:
            self._show_question()

    def _show_question(self) -> None:
        sitting = self._sitting
        assert sitting
        self._doubting = False
        step = Step.EXPLAIN if self._mark else Step.ASK
        self._stage.show(
            QUESTION,
            QuestionView(
                step=step,
                paper=sitting.paper.plan.title,
                position=sitting.position,
                total=len(sitting.paper.questions),
                done=sitting.answered,
                came_back=sitting.seen_before,
                last=sitting.is_last,
                states=_states(sitting.item, self._chosen, self._mark),
                several=sitting.item.kind is Kind.MULTIPLE,
                wording=_wording(sitting.item),
                verdict=_verdict(self._mark),
                doubt=self._doubt_state(),
            ),
        )

    # -- the result ---------------------------------------------------------------------------------------------------

    def _show_result(self) -> None:
        assert self._result
        result, attempt, advice = self._result, self._result.attempt, self._result.advice
        title, minutes = (advice.reading.title, advice.reading.minutes) if advice.reading else ("", 0)
        self._stage.show(
            RESULT,
            ResultView(
                title=result.plan.title,
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
        position, mark = mistakes[place]
        marks = self._result.marks
        self._stage.show(
            QUESTION,
            QuestionView(
                step=Step.REVIEW,
                paper=self._result.plan.title,
                position=position,
                total=len(marks),
                done=frozenset(range(len(marks))),
                states=_states(mark.item, frozenset(mark.chosen), mark),
                place=place,
                places=len(mistakes),
                wording=_wording(mark.item),
                verdict=_verdict(mark),
            ),
        )

    def to_result(self) -> None:
        if self._result:
            self._show_result()

    def _mistakes(self) -> list[tuple[int, Mark]]:
        assert self._result
        return [(position, mark) for position, mark in enumerate(self._result.marks) if not mark.right]


def _offered(offer: Offer) -> Offered:
    plan = offer.plan
    about = plan.note or words.topics(offer.topics)
    return Offered(
        plan.name, plan.title, words.plan_note(offer.count, plan.seconds, about), ICONS[plan.icon],
        words.shortage(offer.count, offer.wanted) if offer.count < offer.wanted else "",
    )  # fmt: skip


def usual_bands() -> tuple[Band, ...]:
    """Of a paper that brings none, in the language in force."""
    return tuple(Band(least, title) for least, title in words.USUAL_BANDS)


def _bands_note(bands: tuple[Band, ...]) -> str:
    """Empty where there are too many to tell in two lines: the one that was reached stands above."""
    return words.bands_note(tuple((band.least, band.title) for band in bands)) if 1 < len(bands) <= BANDS_TOLD else ""


def _wording(item: Item) -> Wording:
    source = words.source(item.source) if item.source else ""
    return Wording(words.KINDS[item.kind.value], item.tag, item.stem, item.options, item.explanation, source)


def _verdict(mark: Mark | None) -> Verdict | None:
    if mark is None:
        return None
    if mark.right:
        return Verdict(True, words.RIGHT)
    return Verdict(False, words.right_answer(_letters(mark.item, mark.item.answer), _letters(mark.item, mark.chosen)))


def _letters(item: Item, options: tuple[int, ...]) -> str:
    """As they stand before the options; empty for none."""
    if item.kind is Kind.JUDGE:
        return "".join(words.JUDGED_LETTERS[item.options[index]] for index in options)
    return words.letters(options)


def _states(item: Item, chosen: frozenset[int], mark: Mark | None) -> tuple[str, ...]:
    """How each option is painted: before handing in chosen or plain, after it right, wrong or dim."""
    if mark is None:
        return tuple("chosen" if index in chosen else "plain" for index in range(len(item.options)))
    return tuple(
        "right" if index in item.answer else "wrong" if index in chosen else "dim" for index in range(len(item.options))
    )
