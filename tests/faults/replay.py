"""The event log read again from its first row: every number's life must be one that the queue's rules allow.

    faults = replay(database)      # [] when nobody was called twice and no window had two numbers

A number lost, given twice or in two hands shows here as a step that its life before does not allow, or as a row of
`tickets` that says something else than its events.
"""

import json
import sqlite3
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HAND = ("called", "serving")
# event -> (states it may begin in, the state it leaves; None: as it was)
STEPS: dict[str, tuple[tuple[str, ...], str | None]] = {
    "ticket_printed": (("waiting", "called", "serving", "held", "no_show", "done"), None),
    "print_unknown": (("waiting", "called"), None),
    "ticket_reprinted": (("waiting", "called", "serving", "held", "no_show"), None),
    "ticket_voided": (("waiting", "void"), "void"),
    "ticket_given_back": (("waiting",), "given_back"),
    "ticket_called": (("waiting",), "called"),
    "ticket_recalled": (("called",), None),
    "ticket_called_back": (("held", "no_show", "done", "given_back"), "called"),
    "ticket_taken_back": (("held", "no_show", "done", "given_back"), "waiting"),
    "ticket_serving": (("called",), "serving"),
    "ticket_done": (HAND, "done"),
    "ticket_no_show": (("called",), "no_show"),
    "ticket_held": (HAND, "held"),
    "ticket_transferred": (HAND, "waiting"),
    "ticket_returned": (HAND, "waiting"),
    "ticket_lapsed": (("waiting", "held"), "lapsed"),
}
BY_A_WINDOW = frozenset(STEPS) - {
    *("ticket_printed", "print_unknown", "ticket_reprinted", "ticket_voided", "ticket_given_back", "ticket_lapsed"),
}


MOVES = frozenset(kind for kind, (_, ends) in STEPS.items() if ends) | {"ticket_recalled"}
UNDONE = "ticket_undone"


@dataclass
class _Life:
    state: str = "waiting"
    window: int | None = None
    before: list[tuple[int, str, int | None]] = field(default_factory=list)  # each move: its row, and what was so far


def replay(database: Path) -> list[str]:
    """What the log says that cannot be, and where the rows of `tickets` differ from it."""
    with sqlite3.connect(database) as line:
        return replay_on(line)


def replay_on(line: sqlite3.Connection) -> list[str]:
    """The same of an open database."""
    log = line.execute("SELECT id, kind, ticket_id, window_id, detail FROM events ORDER BY id").fetchall()
    rows = dict(line.execute("SELECT id, service_state FROM tickets").fetchall())
    lives, faults = dict[int, _Life](), list[str]()
    for event_id, kind, ticket_id, window, detail in log:
        if kind == "ticket_taken":
            if ticket_id in lives:
                faults.append(f"{event_id}: {ticket_id} taken twice")
            lives[ticket_id] = _Life()
        elif kind == UNDONE:
            faults += _undo(lives[ticket_id], event_id, json.loads(detail)["undoes"])
            faults += _hands(lives, event_id)
        elif kind in STEPS:
            faults += _step(lives, event_id, kind, ticket_id, window)
    said = {ticket_id: life.state for ticket_id, life in lives.items() if life.state != "void"}
    kept = {ticket_id: state for ticket_id, state in rows.items() if ticket_id in said}
    return faults + [
        f"{one}: the log says {said[one]}, its row {kept.get(one)}" for one in said if said[one] != kept.get(one)
    ]


def _step(lives: dict[int, _Life], event_id: int, kind: str, ticket_id: int, window: int | None) -> list[str]:
    life, (begins, ends), faults = lives[ticket_id], STEPS[kind], list[str]()
    if life.state not in begins:
        faults.append(f"{event_id}: {kind} of {ticket_id}, which was {life.state} at window {life.window}")
    if kind in BY_A_WINDOW and life.state in HAND and life.window != window:
        faults.append(f"{event_id}: {kind} of {ticket_id} by window {window}, while {life.window} had it")
    if kind in MOVES:
        life.before.append((event_id, life.state, life.window))
    if ends is not None:
        life.state, life.window = ends, window if ends in HAND else None
    if kind in ("ticket_called", "ticket_called_back"):
        others = [one for one, other in lives.items() if other.state in HAND and other.window == window]
        if others != [ticket_id]:
            faults.append(f"{event_id}: window {window} has {others}")
    return faults


def _undo(life: _Life, event_id: int, undoes: int) -> list[str]:
    """Only the newest move of a number can be undone; it is then where it was before."""
    if not life.before or life.before[-1][0] != undoes:
        return [f"{event_id}: undid {undoes}, and the number's moves are {life.before}"]
    _, life.state, life.window = life.before.pop()
    return []


def _hands(lives: dict[int, _Life], event_id: int) -> list[str]:
    hands = Counter(life.window for life in lives.values() if life.state in HAND)
    return [f"{event_id}: window {window} has {many} numbers" for window, many in hands.items() if many > 1]


def pressed(database: Path) -> Counter[tuple[str, str]]:
    """How often each press stands in the log, by what it did to which number and by whom."""
    with sqlite3.connect(database) as line:
        rows = line.execute("SELECT kind, ticket_id, detail FROM events WHERE detail LIKE '%\"by\"%'").fetchall()
    return Counter((f"{kind} {ticket}", by) for kind, ticket, detail in rows if (by := json.loads(detail).get("by")))
