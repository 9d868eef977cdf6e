"""Whatever people, terminals, lines and the hall do in whatever order: no answer is lost, none counts twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from kiosk.features.quiz.hall.exams import store
from kiosk.features.quiz.hall.exams.desk import ExamSittings
from kiosk.features.quiz.hall.exams.keeping import ExamKeeping
from kiosk.features.quiz.hall.exams.visits import SILENT_SECONDS
from kiosk.features.quiz.rules.answer import Answer
from kiosk.features.quiz.rules.exams.answer_sheet import AnswerSheet
from kiosk.features.quiz.wire_exams import ExamRefused, Refusal
from tests.features.quiz.hall.exams.halls import TUESDAY, Hall, person, run

PEOPLE = [person(1), person(2), person(3)]
QUESTIONS, SECONDS = 4, 60


@dataclass
class Sheet:
    """What the model knows of a person."""

    number: int = 0
    answers: dict[int, int] = field(default_factory=dict)
    used: float = 0.0
    begun: bool = False
    done: bool = False
    time_up: bool = False


@dataclass
class Screen:
    """A terminal as its program knows it: who sits there, and the answer whose acknowledgement it still waits for."""

    who: int | None = None
    word: str = ""
    seated: bool = False
    number: int = 0
    waiting: tuple[int, int, int] | None = None
    heard: float = 0.0


class World:
    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.exam = hall.holds(*PEOPLE, counts=((None, QUESTIONS),), minutes=1)
        self.sheets = [Sheet() for _ in PEOPLE]
        self.screens = {terminal: Screen() for terminal in (1, 2, 3)}
        self.taken: set[str] = set()  # words of visits that went on elsewhere
        self.silent: set[str] = set()  # and of those that were not heard for long

    def says(self, call: Callable[[], object]) -> Refusal | None:
        try:
            call()
        except ExamRefused as refused:
            return refused.reason
        return None

    # -- what happens -----------------------------------------------------------------------------------------

    def card(self, terminal: int, who: int) -> None:
        for other, screen in self.screens.items():
            if screen.word and screen.who == who and other != terminal and screen.word not in self.silent:
                self.taken.add(screen.word)
        mine = self.hall.card(PEOPLE[who], terminal)
        self.screens[terminal] = Screen(who, mine.visit, waiting=None, heard=self.hall.seconds)
        (own,) = mine.exams
        sheet = self.sheets[who]
        assert own.state == ("done" if sheet.done else "paused" if sheet.begun else "new")
        assert own.answered == len(sheet.answers)

    def start(self, terminal: int) -> None:
        screen = self.screens[terminal]
        if screen.who is None:
            return
        sheet = self.sheets[screen.who]
        here = self.gone(screen) is None
        if here and screen.seated and not sheet.done:
            sheet.used += min(10.0, self.hall.seconds - screen.heard)
        if here and sheet.used >= SECONDS and not sheet.done:
            sheet.done = sheet.time_up = True
        try:
            sitting = self.hall.start(screen.word, self.exam, terminal)
        except ExamRefused as refused:
            assert refused.reason is (self.gone(screen) or self.ended(sheet)) and (not here or sheet.done)
            screen.heard = self.hall.seconds if here else screen.heard
            return
        assert here and not sheet.done
        sheet.begun = screen.seated = True
        screen.heard = self.hall.seconds
        assert sitting.number == sheet.number and sitting.answered == tuple(sorted(sheet.answers))
        screen.number = sitting.number

    def answer(self, terminal: int, place: int, choice: int, heard: bool) -> None:
        """`heard` False: the line broke before the acknowledgement came; the program sends the same again later."""
        screen = self.screens[terminal]
        if not screen.seated:
            return
        if screen.waiting is None:
            screen.waiting = (screen.number + 1, place, choice)
        number, place, choice = screen.waiting
        refused = self.says(lambda: self.hall.answer(screen.word, number, place, Answer((choice,)), terminal=terminal))
        if not self.counts(screen, refused):
            return
        sheet = self.sheets[screen.who or 0]
        if number == sheet.number + 1:
            sheet.number, sheet.answers[place] = number, choice
        self.passes(screen)
        assert (refused is Refusal.TIME_UP) == sheet.time_up
        if heard:
            screen.number, screen.waiting = number, None

    def alive(self, terminal: int) -> None:
        screen = self.screens[terminal]
        if not screen.seated:
            return
        refused = self.says(lambda: run(self.hall.sittings.alive(terminal, screen.word)))
        if self.counts(screen, refused):
            self.passes(screen)
            assert (refused is Refusal.TIME_UP) == self.sheets[screen.who or 0].time_up

    def hand_in(self, terminal: int) -> None:
        screen = self.screens[terminal]
        if not screen.seated:
            return
        refused = self.says(lambda: run(self.hall.sittings.hand_in(terminal, screen.word)))
        assert refused is self.gone(screen)
        sheet = self.sheets[screen.who or 0]
        if refused is None and not sheet.done:
            sheet.used += min(10.0, self.hall.seconds - screen.heard)
            sheet.done, screen.heard = True, self.hall.seconds

    def end(self, terminal: int) -> None:
        screen = self.screens[terminal]
        here = self.gone(screen) is None
        if screen.word:
            run(self.hall.sittings.end(terminal, screen.word))
        if screen.seated and here and not self.sheets[screen.who or 0].done:
            self.sheets[screen.who or 0].used += min(10.0, self.hall.seconds - screen.heard)
        self.screens[terminal] = Screen()

    def restart(self) -> None:
        """The hall dies and comes again: its memory is gone. Time that was not kept is given back."""
        self.hall.sittings = ExamSittings(self.hall.sittings.hall, lambda: self.hall.seconds)
        self.hall.keeping = ExamKeeping(self.hall.sittings.hall, self.hall.sittings)
        self.screens = {terminal: Screen() for terminal in self.screens}
        for who, sheet in enumerate(self.sheets):
            sheet.used = min(sheet.used, self.kept(who).used_ms / 1000)

    # -- what is so -------------------------------------------------------------------------------------------

    def gone(self, screen: Screen) -> Refusal | None:
        if screen.word in self.taken:
            return Refusal.ELSEWHERE
        if self.hall.seconds - screen.heard > SILENT_SECONDS:
            self.silent.add(screen.word)
        return Refusal.GONE if screen.word in self.silent else None

    def ended(self, sheet: Sheet) -> Refusal:
        return Refusal.TIME_UP if sheet.time_up else Refusal.DONE

    def counts(self, screen: Screen, refused: Refusal | None) -> bool:
        """Whether the hall heard it of a sitting that goes on."""
        sheet = self.sheets[screen.who or 0]
        if self.gone(screen) is not None or sheet.done:
            assert refused is (self.gone(screen) or self.ended(sheet))
            return False
        assert refused in (None, Refusal.TIME_UP)
        return True

    def passes(self, screen: Screen) -> None:
        sheet = self.sheets[screen.who or 0]
        sheet.used += min(10.0, self.hall.seconds - screen.heard)
        screen.heard = self.hall.seconds
        if sheet.used >= SECONDS:
            sheet.done = sheet.time_up = True

    def kept(self, who: int) -> AnswerSheet:
        vault = self.hall.service.keys.needed
        blind = vault.blind_index(PEOPLE[who].id_number)

        def read(connection: Connection) -> AnswerSheet:
            sitting = store.sitting_id(connection, self.exam, blind)
            found = None if sitting is None else store.answer_sheet(connection, vault, sitting)
            return found or AnswerSheet()

        return self.hall.do(read)

    def holds(self) -> None:
        """What lies in the database is what was answered, each once."""
        for who, sheet in enumerate(self.sheets):
            kept = self.kept(who)
            assert kept.number == sheet.number and kept.is_done == sheet.done
            assert {place: one.chosen for place, one in kept.answers.items()} == {
                place: (choice,) for place, choice in sheet.answers.items()
            }
            assert kept.used_ms <= 1000 * sheet.used + len(self.screens)


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    hall = Hall(tmp_path_factory.mktemp("hall"), an_hour=1_000_000)
    yield hall
    hall.close()


terminals, people = st.sampled_from([1, 2, 3]), st.integers(0, len(PEOPLE) - 1)
steps = st.one_of(
    st.tuples(st.just("card"), terminals, people),
    st.tuples(st.just("start"), terminals),
    *[st.tuples(st.just("answer"), terminals, st.integers(0, QUESTIONS - 1), st.integers(0, 1), st.booleans())] * 3,
    st.tuples(st.just("alive"), terminals),
    st.tuples(st.just("hand_in"), terminals),
    st.tuples(st.just("end"), terminals),
    st.tuples(st.just("restart")),
    st.tuples(st.just("wait"), st.sampled_from([0.0, 0.06, 4.0, 9.0, 300.0])),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps, min_size=5, max_size=50))
def test_no_answer_is_lost_and_none_counts_twice(hall: Hall, does: list[tuple[object, ...]]) -> None:
    hall.now = TUESDAY
    world = World(hall)
    try:
        for name, *given_ in [("card", 1, 0), ("start", 1), *does]:
            if name == "wait":
                hall.seconds += float(str(given_[0]))
            else:
                getattr(world, str(name))(*given_)
            world.holds()
    finally:
        hall.keeping.delete(world.exam, by=hall.keeper)
