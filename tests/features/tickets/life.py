"""What a table of the ticket's life says of a recorded walk. Pure; knows no state but by the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kiosk.features.tickets.rules.refusals import DayOver, HallBusy, NotReprintable, TicketRefused, WindowBusy
from kiosk.features.tickets.rules.states import AT_A_WINDOW, ELSEWHERE, OPEN, Step, Verb, Where
from tests.features.tickets.hall import GENERAL, PARTY
from tests.features.tickets.walks import MAKES, NEW_TRAINING, OF_MANY, SERVED, TO_SERVICE, Said

Steps = Mapping[Verb, Step]


@dataclass
class Number:
    terminal: int | None
    service: int
    day: int
    training: bool
    print_state: str
    service_state: str
    window: int | None = None
    moves: int = 0  # how often it was moved; one that is undone is taken off again


@dataclass
class Life:
    """What a table says of a walk. Nothing here knows a state but by the table."""

    steps: Steps
    numbers: dict[int, Number] = field(default_factory=dict)
    day: int = 0
    training: bool = False
    told: list[tuple[str, int]] = field(default_factory=list)
    last: dict[int, list[dict[int, Number]]] = field(default_factory=dict)  # by window: the numbers before each step

    def follow(self, said: Said) -> type[TicketRefused] | None:
        """Does the same; returns the refusal."""
        self.told = []
        if said.verb == NEW_TRAINING:
            return self._begin_training()
        verb = Verb(said.verb)
        step = self.steps[verb]
        if verb == Verb.UNDO:
            return self._undo(step, said.who)
        before = {number: replace(one) for number, one in self.numbers.items()}
        refusal = self._say(verb, step, said)
        moved = {
            number: before[number]
            for number, one in self.numbers.items()
            if number in before and one.moves > before[number].moves
        }
        if moved and step.can_be_undone:
            self.last.setdefault(said.who, []).append(moved)
        return refusal

    def _undo(self, step: Step, window: int) -> type[TicketRefused] | None:
        """Everything the window's newest step moved is as before, when nothing moved it since."""
        steps = self.last.get(window)
        if not steps or any(self._stands_elsewhere(step, number, was) for number, was in steps[-1].items()):
            return step.otherwise
        for number, was in reversed(steps.pop().items()):
            was.print_state = self.numbers[number].print_state
            self.numbers[number] = was
            self.told.append((step.event, number))
        return None

    def _stands_elsewhere(self, step: Step, number: int, was: Number) -> bool:
        one = self.numbers[number]
        return one.moves != was.moves + 1 or not step.starts_from(one.print_state, one.service_state)

    def _say(self, verb: Verb, step: Step, said: Said) -> type[TicketRefused] | None:
        if verb in MAKES:
            self._make(verb, step, said.who)
        elif verb in OF_MANY:
            self._all(verb, step, said.who)
        elif verb == Verb.CALL_NEXT:
            self._call_next(step, said.who)
        else:
            return self._one(verb, step, said)
        return None

    def _begin_training(self) -> type[TicketRefused] | None:
        busy = any(one.day == self.day and one.service_state in OPEN for one in self.numbers.values())
        if busy and not self.training:
            return HallBusy
        self.training = True
        return None

    def _make(self, verb: Verb, step: Step, who: int) -> None:
        terminal, service = (who, PARTY) if verb == Verb.TAKE else (None, GENERAL)
        number = len(self.numbers) + 1
        self.numbers[number] = Number(terminal, service, self.day, self.training, *step.begins)
        self.told.append((step.event, number))

    def _all(self, verb: Verb, step: Step, who: int) -> None:
        if verb == Verb.LAPSE:
            self.day, self.training = self.day + 1, False
            self.last.clear()  # ten seconds are over
        for number, one in self.numbers.items():
            meant = {
                Verb.START_UP: one.terminal == who,
                Verb.LAPSE: one.day != self.day,
                Verb.END_TRAINING: one.training and self.training,
            }
            if meant[verb]:
                self._step(step, number)
        if verb == Verb.END_TRAINING:
            self.training = False

    def _call_next(self, step: Step, window: int) -> None:
        for number, one in self.numbers.items():
            if one.window == window and one.service_state in AT_A_WINDOW:
                self._step(self.steps[Verb.FINISH], number)
        for number, one in self.numbers.items():
            if one.day == self.day and one.service in SERVED[window] and self._step(step, number):
                one.window = window
                return

    def _one(self, verb: Verb, step: Step, said: Said) -> type[TicketRefused] | None:
        one, by_terminal = self.numbers[said.number], step.where == Where.ITS_TERMINAL
        if verb in (Verb.TAKE_AGAIN, Verb.ABANDON):
            by_terminal = False  # an order is known by its key, which only its own terminal has
        if by_terminal and one.terminal != said.who:
            return ELSEWHERE[step.where]
        if verb == Verb.ORDER_REPRINT and one.terminal is None:
            return NotReprintable
        if verb == Verb.ABANDON and one.terminal is None:
            return None
        if step.where in (Where.IN_HAND, Where.EMPTY_HAND, Where.NO_HAND):
            return self._at_window(verb, step, said, one)
        return None if self._step(step, said.number) else step.refusal(one.service_state)

    def _at_window(self, verb: Verb, step: Step, said: Said, one: Number) -> type[TicketRefused] | None:
        over = DayOver if step.of_today and one.day != self.day else None
        if step.where == Where.IN_HAND and over:
            return over
        starts = step.starts_from(one.print_state, one.service_state)
        if step.where == Where.IN_HAND and starts and one.window == said.who:
            self._step(step, said.number)
            if step.waits_again:
                one.window = None
                one.service = TO_SERVICE[said.who] if verb == Verb.TRANSFER else one.service
            return None
        if step.where == Where.EMPTY_HAND and starts:
            return over or self._call_back(step, said)
        if step.where == Where.NO_HAND and starts and not over:
            self._step(step, said.number)
            one.window = None
        if step.where == Where.NO_HAND and starts:
            return over
        if one.service_state in step.again and one.window in (said.who, None):
            return None
        elsewhere = one.service_state in AT_A_WINDOW and one.window != said.who
        return ELSEWHERE[step.where] if elsewhere else step.otherwise

    def _call_back(self, step: Step, said: Said) -> type[TicketRefused] | None:
        if any(other.window == said.who and other.service_state in AT_A_WINDOW for other in self.numbers.values()):
            return WindowBusy
        self._step(step, said.number)
        self.numbers[said.number].window = said.who
        return None

    def _step(self, step: Step, number: int) -> bool:
        one = self.numbers[number]
        after = step.after(one.print_state, one.service_state)
        if after is None:
            return False
        one.print_state, one.service_state = after
        one.moves += step.moves
        if step.event:
            self.told.append((step.event, number))
        return True


def first_wrong(walk: Sequence[Said], steps: Steps) -> str:
    """Where the table and the desk part for the first time; empty: nowhere."""
    life = Life(steps)
    for line, said in enumerate(walk):
        refusal = life.follow(said)
        states = {number: (one.print_state, one.service_state) for number, one in life.numbers.items()}
        if (refusal, life.told, states) != (said.refusal, said.told, said.states):
            return f"line {line}: {said}, the table says {refusal}, {life.told}, {states}"
    return ""
