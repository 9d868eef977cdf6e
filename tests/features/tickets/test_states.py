"""Random verbs through the real desk, on a real database: every answer, state and event is as the table says.

A walk is recorded first: what was said, and what the desk made of it. A pure model then follows the record by the
table alone, so that many wrong tables can be tried on one record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.features.ratings.rules import event_names
from kiosk.features.tickets.console.clerk_buttons import VERBS as BUTTONS
from kiosk.features.tickets.console.clerk_buttons import fit
from kiosk.features.tickets.rules import event_names as names
from kiosk.features.tickets.rules.refusals import HallBusy
from kiosk.features.tickets.rules.states import (
    AT_A_WINDOW,
    CALLABLE,
    KEPT,
    OPEN,
    STEPS,
    PrintState,
    ServiceState,
    Step,
    Verb,
    Where,
    Who,
)
from tests.features.tickets.hall import Hall, hall_with
from tests.features.tickets.life import first_wrong
from tests.features.tickets.walks import NEW_TRAINING, Said, Script, record

TICKETS = Path(__file__).parents[3] / "kiosk" / "features" / "tickets"
STATES = {state.value for state in (*ServiceState, *PrintState)}
POLICY = "queue.py void"  # what becomes of who was not there: a word of kiosk.toml
EVERY = (*(verb.value for verb in Verb), NEW_TRAINING)
LINES = st.tuples(st.sampled_from(EVERY), st.integers(0, 63), st.integers(0, 11))


@pytest.fixture(scope="module")
def free_hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """A hall whose caps bind nobody: only states decide."""
    hall = hall_with(tmp_path_factory.mktemp("states"), max_calls=10_000, no_show_kept_calls=10_000)
    hall.synchronised = True
    yield hall
    hall.database.close()


@settings(max_examples=100, deadline=None)
@given(script=st.lists(LINES, max_size=50))
def test_the_desk_does_what_the_table_says(free_hall: Hall, script: Script) -> None:
    [walk] = record(free_hall, [script])
    assert first_wrong(walk, STEPS) == ""


def _paths() -> dict[tuple[str, str], tuple[Verb, ...]]:
    """Print and service states that a number of a terminal can have together, and the shortest way to each."""
    found: dict[tuple[str, str], tuple[Verb, ...]] = {}
    new: dict[tuple[str, str], tuple[Verb, ...]] = {STEPS[Verb.TAKE].begins: (Verb.TAKE,)}
    while new:
        found |= new
        ways: dict[tuple[str, str], tuple[Verb, ...]] = {
            after: (*way, verb)
            for pair, way in new.items()
            for verb, step in STEPS.items()
            if verb not in (Verb.END_TRAINING, Verb.TRANSFER) and (after := step.after(*pair))
        }
        new = {pair: way for pair, way in ways.items() if pair not in found}
    return found


PAIRS = _paths()
HAS_WINDOW = (*AT_A_WINDOW, *KEPT, ServiceState.DONE)  # a number in another state is in nobody's hand


def test_a_number_whose_slip_may_not_exist_is_at_no_window() -> None:
    assert {service for slip, service in PAIRS if slip == PrintState.RESERVED} == {
        ServiceState.WAITING,
        ServiceState.GIVEN_BACK,
        ServiceState.LAPSED,
    }
    assert {pair for pair in PAIRS if ServiceState.VOID in pair} == {(PrintState.VOID, ServiceState.VOID)}


def test_what_is_over_stays_over_but_for_a_clerk_who_searches_for_it() -> None:
    over = set(ServiceState) - {*OPEN, *KEPT}
    again = {verb for verb, step in STEPS.items() if step.to_service and over & set(step.from_service)}
    assert again == {Verb.CALL_BACK, Verb.TAKE_BACK}
    assert not {ServiceState.VOID, ServiceState.LAPSED} & {s for verb in again for s in STEPS[verb].from_service}


def test_whatever_a_clerk_does_to_a_number_can_be_undone() -> None:
    by_clerk = {verb for verb, step in STEPS.items() if step.who == Who.CLERK}
    assert {verb for verb, step in STEPS.items() if step.can_be_undone} == by_clerk - {
        Verb.BY_HAND, Verb.ORDER_REPRINT, Verb.UNDO,
    }  # fmt: skip
    after = {step.to_service for step in STEPS.values() if step.can_be_undone} - {None}
    assert after == set(STEPS[Verb.UNDO].from_service)


def test_every_event_is_in_the_catalogue() -> None:
    assert {step.event for step in STEPS.values()} - {""} <= names.NAMES


@pytest.mark.parametrize("drawer", ["hall", "console", "rules"])
def test_no_state_stands_outside_the_table(drawer: str) -> None:
    files = [path for kind in ("*.py", "*.html") for path in (TICKETS / drawer).rglob(kind)]
    found = {said for path in files if path.name != "states.py" for said in states_in(path.name, path.read_text())}
    assert not {said for said in found if re.sub(r":\d+", "", said) != POLICY}


def test_a_planted_state_is_found() -> None:
    assert states_in("a.py", 'held = t.state.in_(("waiting", "held"))\nc = "service_state = \'no_show\'"') == [
        "a.py:1 waiting", "a.py:1 held", "a.py:2 no_show",
    ]  # fmt: skip
    assert states_in("a.html", '{% if hand.state == "called" %}{{ at.waiting }}') == ["a.html:1 called"]


def states_in(name: str, text: str) -> list[str]:
    """Quoted in a template, and alone or in quotes within a text of Python."""
    found = [(text[: one.start()].count("\n") + 1, one[1]) for one in re.finditer(r"[\"'](\w+)[\"']", text)]
    return [f"{name}:{line} {word}" for line, word in found if word in STATES]


def test_every_verb_of_a_clerk_has_a_button() -> None:
    assert {verb for button in BUTTONS.values() for verb in button.verbs} == {
        verb for verb, step in STEPS.items() if step.who == Who.CLERK
    }
    assert fit(ServiceState.CALLED) - fit(ServiceState.SERVING) == {"serve", "recall", "no-show"}
    assert fit(ServiceState.SERVING) == {"finish", "hold", "transfer"}
    assert fit(None) == frozenset()


@pytest.fixture(scope="module")
def walks(free_hall: Hall) -> list[list[Said]]:
    """One number brought to each of its states, and each verb said of it there, twice."""
    scripts: list[Script] = [_lines(Verb.BY_HAND)]
    for way in PAIRS.values():
        scripts += [_lines(*way, verb, verb) for verb in STEPS]
        scripts += [_lines(*way, verb, *[Verb.UNDO] * 4) for verb, step in STEPS.items() if step.can_be_undone]
        scripts += [
            _lines(*way, verb, Verb.UNDO) for verb, step in STEPS.items() if step.moves and not step.can_be_undone
        ]
        scripts += [_lines(*way, Verb.LAPSE, verb) for verb, step in STEPS.items() if step.of_today]
        scripts += [_lines(NEW_TRAINING, *way, Verb.END_TRAINING, Verb.CALL_NEXT, NEW_TRAINING, Verb.END_TRAINING)]
        scripts += [[*_lines(*way), (Verb.CALL_NEXT, 1, 1)]]  # from another window than where it may be
    return record(free_hall, scripts)


def _lines(*verbs: str) -> Script:
    """Said by the number's own terminal, and at one window."""
    return [(verb, 1, 0) for verb in verbs]


def test_every_verb_in_every_state(walks: list[list[Said]]) -> None:
    assert [wrong for walk in walks if (wrong := first_wrong(walk, STEPS))] == []
    seen = {states for walk in walks for said in walk for states in said.states.values()}
    assert seen == set(PAIRS)
    assert {service_state for _, service_state in seen} == {state.value for state in ServiceState}


def _plants() -> Iterator[tuple[str, Verb, Step]]:
    """Wrong rows: each with one field that is not as the desk has it."""
    for verb, step in STEPS.items():
        if step.event:
            yield "another event", verb, replace(step, event=event_names.TICKET_RATED)
        if step.otherwise is not None:
            yield "another refusal", verb, replace(step, otherwise=HallBusy)
            yield "no refusal", verb, replace(step, otherwise=None)
        if step.again:
            yield "refused the second time", verb, replace(step, again=())
        if step.of_today:
            yield "on any day", verb, replace(step, of_today=False)
        if step.to_service is not None:
            yield "to another state", verb, replace(step, to_service=_other_service(step))
        if step.to_print is not None:
            yield "to another print state", verb, replace(step, to_print=_other_print(step))
        for state in step.from_service if verb == Verb.UNDO else ServiceState:  # no window puts a number elsewhere
            at_window = step.where != Where.IN_HAND or state in HAS_WINDOW
            if at_window and any((print_state, state) in PAIRS for print_state in step.from_print):
                yield f"{state} the other way", verb, _other_way(step, state)
        for print_state in CALLABLE if verb == Verb.UNDO else PrintState:
            if any((print_state, state) in PAIRS for state in step.from_service):
                yield f"{print_state} the other way", verb, _other_print_way(step, print_state)


def _other_service(step: Step) -> ServiceState:
    return ServiceState.DONE if step.to_service != ServiceState.DONE else ServiceState.LAPSED


def _other_print(step: Step) -> PrintState:
    return PrintState.PRINTED if step.to_print != PrintState.PRINTED else PrintState.UNKNOWN


def _other_way(step: Step, state: ServiceState) -> Step:
    return replace(step, from_service=tuple(set(step.from_service) ^ {state}))


def _other_print_way(step: Step, state: PrintState) -> Step:
    return replace(step, from_print=tuple(set(step.from_print) ^ {state}))


def test_every_wrong_row_is_found(walks: list[list[Said]]) -> None:
    plants = list(_plants())
    missed = [
        f"{verb}: {what}"
        for what, verb, step in plants
        if not any(first_wrong(walk, {**STEPS, verb: step}) for walk in walks)
    ]
    assert missed == []
    assert {verb for _, verb, _ in plants} == set(Verb)
