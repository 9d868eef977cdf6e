"""One question before a visitor, whatever is played: what is chosen, tapped or written, until it is handed in.

A flow (a *player*) says which question and how it is framed, and hears the answer; it never sees a tap on an option:

    class Challenge:                                    # a Player
        def __init__(self, stage, asking): self._asking = asking

        def _next(self):
            asked = asked_of(question.shown, key=question.key)          # or of `wire_exams.ExamQuestion`
            self._asking.ask(self, asked, Frame("已经连对 7 题", aside="再对 3 题得小旗", explains=False,
                                                presses=(Press("enough", "到这儿吧"),)))

        def answered(self, answer): ...                 # once a question; then ask(), tell() or wait()
        def pressed(self, key): ...                     # "enough": any button of the frame
        def back(self): ...                             # the dock's 返回: True when it led somewhere
        def leave(self, way): ...                       # its 首页 and 结束使用, if it asks first (`AsksFirst`)

    asking.tell(self, mark, frame)                      # what was right, with explanation; the frame brings the primary
    asking.reframe(self, frame)                         # the clock moved: what is chosen stays
    asking.wait()                                       # the hall is asked: the primary is busy until the next call
    asking.again()                                      # the hall did not answer: it may be handed in once more

One `Asking` serves all flows of a terminal, and one page draws it. It forgets with the visit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, Protocol, runtime_checkable

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Mark
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.views import Asked, Frame, Press, QuestionView, Step, Verdict, asked_of
from kiosk.ui.stage import Stage

QUESTION = "quiz.question"
HAND_IN = "hand_in"
Way = Literal["home", "end"]


class Player(Protocol):
    """Who asks, and hears what is answered."""

    def answered(self, answer: Answer) -> None:
        """Handed in, complete."""

    def pressed(self, key: str) -> None:
        """A button of the frame."""

    def back(self) -> bool:
        """The dock's 返回."""


@runtime_checkable
class AsksFirst(Protocol):
    """A player with something to lose."""

    def leave(self, way: Way) -> bool:
        """The dock's 首页 or 结束使用: True when it asks first, and goes that way itself afterwards."""


class Asking:
    """Kivy's thread. ``stage`` shows the page and tells when the visit is over."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._player: Player | None = None
        self._view: QuestionView | None = None
        self._answer = Answer()
        self._handed_in = False
        stage.on_wipe(self.wipe)

    def wipe(self) -> None:
        """The visit is over."""
        self._player = self._view = None
        self._answer, self._handed_in = Answer(), False

    # -- the player's side --------------------------------------------------------------------------------------------

    def ask(self, player: Player, asked: Asked, frame: Frame, *, begun: Answer | None = None) -> None:
        """Show a question. Of the same key and player what was chosen so far stays; ``begun``: what is chosen first."""
        before = self._view
        same = before is not None and player is self._player and before.asked.key == asked.key
        if not same or begun is not None or (before and before.step is not Step.ASK):
            self._answer = begun or Answer()
        self._player, self._handed_in = player, False
        self._view = QuestionView(Step.ASK, frame, asked)
        self._show()

    def tell(self, player: Player, mark: Mark, frame: Frame) -> None:
        """Show what was right. ``frame.primary`` leads on."""
        self._player, self._handed_in, self._answer = player, True, mark.answer
        asked = asked_of(mark.item, (mark.item.id, mark.item.version))
        if self._view and self._view.asked.stem == asked.stem:
            asked = self._view.asked
        self._view = told(asked, mark, frame)
        self._show()

    def reframe(self, player: Player, frame: Frame) -> None:
        """Other words around the same question."""
        if self._view and player is self._player:
            self._view = replace(self._view, frame=frame)
            self._show()

    def wait(self) -> None:
        """What was handed in is under way."""
        if self._view:
            self._view = replace(self._view, waiting=True)
            self._show()

    def again(self) -> None:
        """It did not arrive: what was chosen may be changed and handed in once more."""
        if self._view and self._view.step is Step.ASK:
            self._handed_in, self._view = False, replace(self._view, waiting=False)
            self._show()

    @property
    def answer(self) -> Answer:
        """As far as it is chosen."""
        return self._answer

    @property
    def complete(self) -> Answer | None:
        """What is chosen, where nothing is lacking in it and it can still be changed."""
        return self._answer if self._is_open and not _missing(self._open.asked, self._answer) else None

    # -- the page's side ----------------------------------------------------------------------------------------------

    def choose(self, option: int) -> None:
        """An option was tapped: it replaces the other, or is added or taken off."""
        if not self._is_open or not 0 <= option < len(self._open.asked.options):
            return
        self._answer = Answer(_tapped(self._open.asked.kind, self._answer.chosen, option))
        self._show()

    def start_over(self) -> None:
        """重新排."""
        if self._is_open:
            self._answer = Answer()
            self._show()

    def hand_in(self) -> None:
        if self._is_open and self._player and not _missing(self._open.asked, self._answer):
            self._handed_in = True
            self._player.answered(self._answer)

    def press(self, key: str) -> None:
        """A button. While an answer is under way no other counts."""
        if not self._view or not self._player or self._view.waiting:
            return
        if key == HAND_IN:
            self.hand_in()
        else:
            self._player.pressed(key)

    def back(self) -> bool:
        return self._player.back() if self._player else False

    def leave(self, way: Way) -> bool:
        return self._player.leave(way) if isinstance(self._player, AsksFirst) else False

    @property
    def _open(self) -> QuestionView:
        assert self._view
        return self._view

    @property
    def _is_open(self) -> bool:
        """The answer can still be changed."""
        return self._view is not None and self._view.step is Step.ASK and not self._handed_in

    def _show(self) -> None:
        view = self._open
        if view.step is Step.ASK:
            view = self._view = _asking(view, self._answer)
        self._stage.show(QUESTION, view)


def told(asked: Asked, mark: Mark, frame: Frame) -> QuestionView:
    """A question with its verdict."""
    return QuestionView(
        Step.EXPLAIN, frame, asked, _marked(mark), _places(asked, mark.answer), mark.answer.texts,
        frame.primary or Press("next", words.NEXT), verdict=_verdict(mark),
    )  # fmt: skip


def asking(asked: Asked, frame: Frame, answer: Answer | None = None) -> QuestionView:
    """A question before it is handed in."""
    return _asking(QuestionView(Step.ASK, frame, asked), answer or Answer())


def _asking(view: QuestionView, answer: Answer) -> QuestionView:
    asked, chosen = view.asked, set(answer.chosen)
    return replace(
        view,
        states=tuple("chosen" if index in chosen else "plain" for index in range(len(asked.options))),
        places=_places(asked, answer), texts=answer.texts, missing=_missing(asked, answer),
        primary=Press(HAND_IN, words.hand_in(asked.kind.value, explains=view.frame.explains)),
    )  # fmt: skip


def _tapped(kind: Kind, chosen: tuple[int, ...], option: int) -> tuple[int, ...]:
    if kind is Kind.ORDER:
        return tuple(one for one in chosen if one != option) if option in chosen else (*chosen, option)
    if kind is Kind.MULTIPLE:
        return tuple(sorted({*chosen} ^ {option}))
    return (option,)


def _missing(asked: Asked, answer: Answer) -> str:
    """What is lacking before it can be handed in."""
    if asked.kind is Kind.ORDER:
        left = len(asked.options) - len(answer.chosen)
        return words.steps_left(left) if left else ""
    if asked.kind is Kind.FILL:
        empty = asked.blanks - sum(bool(text.strip()) for text in answer.texts)
        return words.blanks_left(empty) if empty else ""
    return "" if answer.chosen else words.CHOOSE_FIRST


def _places(asked: Asked, answer: Answer) -> tuple[int, ...]:
    if asked.kind is not Kind.ORDER:
        return ()
    return tuple(answer.chosen.index(i) + 1 if i in answer.chosen else 0 for i in range(len(asked.options)))


def _marked(mark: Mark) -> tuple[str, ...]:
    """How each option is painted: what is right, what was chosen wrongly, the rest."""
    item, options = mark.item, range(len(mark.item.options))
    if item.kind is Kind.ORDER:
        wrong = {mark.answer.chosen[place] for place in mark.faults if place < len(mark.answer.chosen)}
        taken = set(mark.answer.chosen)
        return tuple("wrong" if i in wrong else "right" if i in taken else "dim" for i in options)
    return tuple("right" if i in item.answer else "wrong" if i in mark.answer.chosen else "dim" for i in options)


def _verdict(mark: Mark) -> Verdict:
    item = mark.item
    source = words.source(item.source) if item.source else ""
    if mark.right:
        return Verdict(True, words.RIGHT, item.explanation, source)
    if item.kind is Kind.FILL:
        said = words.right_texts(item.answer_texts(), tuple(filter(None, mark.answer.texts)))
    elif item.kind is Kind.ORDER:
        said = words.RIGHT_ORDER
    else:
        said = words.right_answer(_letters(item, item.answer), _letters(item, mark.answer.chosen))
    return Verdict(False, said, item.explanation, source)


def _letters(item: Item, options: tuple[int, ...]) -> str:
    """As they stand before the options; empty for none."""
    if item.kind is Kind.JUDGE:
        return "".join(words.JUDGED_LETTERS[item.options[index]] for index in options)
    return words.letters(options)
