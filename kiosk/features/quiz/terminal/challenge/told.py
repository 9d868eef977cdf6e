"""What a challenge tells, put into words: the topics, the mistake, the board."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.features.quiz.rules.board_of_day import MOST_ROWS, Board, place_of
from kiosk.features.quiz.rules.challenge import ALL, FLAG, End, Run, Topic
from kiosk.features.quiz.terminal.challenge import words
from kiosk.features.quiz.terminal.challenge.views import BoardRow, Told, TopicChoice
from kiosk.features.quiz.terminal.question_views import told
from kiosk.features.quiz.terminal.views import Frame, asked_of


def topic_choices(topics: Sequence[Topic]) -> tuple[TopicChoice, ...]:
    return tuple(
        TopicChoice(topic.name, words.EVERY_TOPIC if topic.name == ALL else topic.name, words.count(topic.count))
        for topic in topics
    )


def share_of_flag(streak: int) -> float:
    """How much of the next flag; full with the first."""
    return 1.0 if streak >= FLAG else streak / FLAG


def told_of(run: Run) -> Told | None:
    """The mistake that ended it."""
    if run.mistake is None:
        return None
    question, mark = run.mistake
    verdict = told(asked_of(question.shown, question.key), mark, Frame("")).verdict
    assert verdict
    return Told(words.told(run.streak + 1, verdict.text), verdict.explanation)


def title_of(run: Run, place: int | None, *, entered: bool) -> str:
    """Over the result. ``place``: one on the board that is to be had, from 0."""
    if run.end is End.ALL_RIGHT:
        return words.ALL_RIGHT
    if place is not None:
        return words.rank(place + 1)
    if entered:
        return words.ENTERED
    return words.streak_title(run.streak) if run.streak else words.TRY_AGAIN


def board_rows(board: Board, streak: int, name: str, *, entered: bool) -> tuple[BoardRow, ...]:
    """As it stands, or with a nickname chosen, as it would."""
    rows = [(row.nickname, row.streak) for row in board.rows]
    place = place_of(board, streak)
    if name and not entered and place is not None:
        rows.insert(place, (name, streak))
    return tuple(
        BoardRow(number, _shown(key, key == name), words.on_board(count), mine=key == name)
        for number, (key, count) in enumerate(rows[:MOST_ROWS], start=1)
        if key in words.NICKNAMES
    )


def _shown(key: str, mine: bool) -> str:
    return words.you(words.NICKNAMES[key]) if mine else words.NICKNAMES[key]
