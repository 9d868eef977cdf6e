"""From a question and what is answered so far, or its mark, to what the pages show. Pure."""

from __future__ import annotations

from dataclasses import replace

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.marking import Mark
from kiosk.features.quiz.terminal import words
from kiosk.features.quiz.terminal.views import Asked, Frame, Press, QuestionView, Step, Verdict

HAND_IN, NEXT_BLANK, START_OVER, LARGER = "hand_in", "blank.next", "start_over", "picture"
BY_CHOICE, BY_KEYS, BLANK = "by_choice", "by_keys", "blank."
"""Keys of the buttons that belong to the question, whoever plays."""


def asking(asked: Asked, frame: Frame, answer: Answer | None = None) -> QuestionView:
    """A question before it is handed in; one to be filled in as a choice, where it may be one."""
    return as_asked(QuestionView(Step.ASK, frame, asked), answer or Answer())


def as_asked(view: QuestionView, answer: Answer, *, by_choice: bool = True) -> QuestionView:
    """With this much of it answered."""
    asked = view.asked
    if asked.kind is Kind.FILL:
        return _filling(view, answer, by_choice)
    order = asked.kind is Kind.ORDER
    chosen = set(answer.chosen)
    again = (Press(START_OVER, words.START_OVER, "arrow-counter-clockwise"),) if order else ()
    return replace(
        view, options=asked.options, places=_places(asked, answer),
        states=tuple("chosen" if index in chosen else "plain" for index in range(len(asked.options))),
        missing=missing(asked, answer), primary=_hand_in(view), foot=view.frame.foot or words.FOOTS[asked.kind.value],
        foot_presses=(*_larger(asked), *again, *view.frame.foot_presses),
    )  # fmt: skip


def _filling(view: QuestionView, answer: Answer, by_choice: bool) -> QuestionView:
    asked, writing = view.asked, view.writing
    blank = writing.blank if writing else 0
    texts = answer.texts + ("",) * (asked.blanks - len(answer.texts))
    options = asked.choices[blank] if by_choice and blank < len(asked.choices) else ()
    pending = writing is not None and any(one.composing for one in writing.composers)
    others_empty = any(not text.strip() for place, text in enumerate(texts) if place != blank)
    on = bool(texts[blank].strip()) and others_empty and not pending
    return replace(
        view, options=options, texts=texts,
        states=tuple("chosen" if text == texts[blank] else "plain" for text in options),
        blank_states=tuple("active" if place == blank else "plain" for place in range(asked.blanks)),
        missing=words.LETTERS_LEFT if pending else "" if on else missing(asked, Answer(texts=texts)),
        primary=Press(NEXT_BLANK, words.NEXT_BLANK) if on else _hand_in(view),
        foot=view.frame.foot or words.FOOTS["single" if options else "fill"],
        foot_presses=(*_larger(asked), *_blanks(asked, blank), *_other_way(view, by_choice), *view.frame.foot_presses),
    )  # fmt: skip


def _larger(asked: Asked) -> tuple[Press, ...]:
    return (Press(LARGER, words.LARGER, "magnifying-glass-plus"),) if asked.picture else ()


def _blanks(asked: Asked, blank: int) -> tuple[Press, ...]:
    if asked.blanks < 2:
        return ()
    return tuple(Press(f"{BLANK}{place}", words.blank(place), on=place == blank) for place in range(asked.blanks))


def _other_way(view: QuestionView, by_choice: bool) -> tuple[Press, ...]:
    """改成选择题, and back."""
    if not view.asked.choices or view.writing is None:
        return ()
    if not by_choice:
        return (Press(BY_CHOICE, words.BY_CHOICE),)
    return () if view.writing.nothing_to_write_with else (Press(BY_KEYS, words.BY_KEYS, "keyboard"),)


def _hand_in(view: QuestionView) -> Press:
    return Press(HAND_IN, words.hand_in(view.asked.kind.value, explains=view.frame.explains))


def told(asked: Asked, mark: Mark, frame: Frame) -> QuestionView:
    """A question with its verdict."""
    blanks = tuple("wrong" if place in mark.faults else "right" for place in range(asked.blanks))
    states = _marked(mark)
    options, places = _in_right_order(mark) if asked.kind is Kind.ORDER else (_told_options(asked, states), ())
    return QuestionView(
        Step.EXPLAIN, frame, asked, options, states, places, mark.answer.texts, blanks,
        frame.primary or Press("next", words.NEXT), foot_presses=_larger(asked), verdict=_verdict(mark),
    )  # fmt: skip


def tapped(kind: Kind, chosen: tuple[int, ...], option: int) -> tuple[int, ...]:
    if kind is Kind.ORDER:
        return tuple(one for one in chosen if one != option) if option in chosen else (*chosen, option)
    if kind is Kind.MULTIPLE:
        return tuple(sorted({*chosen} ^ {option}))
    return (option,)


def missing(asked: Asked, answer: Answer) -> str:
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
    """How each option is painted: what is right, what is right and was not given, what was chosen wrongly, the rest.

    The steps of an order stand as they should, so that none of them is wrong.
    """
    item, chosen = mark.item, mark.answer.chosen
    if item.kind is Kind.ORDER:
        return tuple("missed" if place in mark.faults else "right" for place in range(len(item.answer)))
    unfound = "missed" if item.kind is Kind.MULTIPLE and chosen else "right"
    return tuple(
        ("right" if i in chosen else unfound) if i in item.answer else "wrong" if i in chosen else "dim"
        for i in range(len(item.options))
    )


def _told_options(asked: Asked, states: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        words.missed(text) if state == "missed" else text for text, state in zip(asked.options, states, strict=True)
    )


def _in_right_order(mark: Mark) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The steps as they should stand, each with the place it was given where that is another."""
    given = mark.answer.chosen
    texts = []
    for place, option in enumerate(mark.item.answer):
        text = mark.item.options[option]
        astray = option in given and given.index(option) != place
        texts.append(words.placed(text, given.index(option)) if astray else text)
    return tuple(texts), tuple(range(1, len(texts) + 1))


def _verdict(mark: Mark) -> Verdict:
    item = mark.item
    source = words.source(item.source) if item.source else ""
    if mark.right:
        return Verdict(True, words.RIGHT, item.explanation, source)
    if item.kind is Kind.FILL:
        said = words.right_texts(item.answer_texts(), tuple(filter(None, mark.answer.texts)))
    elif item.kind is Kind.ORDER:
        said = words.RIGHT_ORDER
    elif item.kind is Kind.JUDGE:
        said = words.right_judgement(_letters(item, item.answer), _letters(item, mark.answer.chosen))
    else:
        said = words.right_answer(_letters(item, item.answer), _letters(item, mark.answer.chosen))
    return Verdict(False, said, item.explanation, source)


def _letters(item: Item, options: tuple[int, ...]) -> str:
    """As they stand before the options; empty for none."""
    if item.kind is Kind.JUDGE:
        return "".join(words.JUDGED_LETTERS[item.options[index]] for index in options)
    return words.letters(options)
