"""A keeper's list -> who may sit, read by a limited child (`people_child`), never in the hall's own process. Blocks.

read = read_list("名单.xlsx", content)          # raises ListRefused, ListUnreadable
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from devices.id_card import id_number as id_numbers
from kiosk.core.limited.starting import Unheard, started
from kiosk.core.link.shapes import clean
from kiosk.features.quiz.rules.exams.exam import MOST_EXTRA_MINUTES, MOST_PEOPLE
from kiosk.features.quiz.rules.exams.people_list import (
    LONGEST_BRANCH,
    LONGEST_NAME,
    MOST_PROBLEMS,
    WHY,
    Listed,
    ListRefused,
    PeopleRead,
    Problem,
)

MOST_FILE_BYTES = 8_000_000
PATIENCE_SECONDS = 60.0
MOST_BYTES = 8_000_000
"""Of all that the child may say: the longest list with long names."""
_CHILD = Path(__file__).with_name("people_child.py")
_REASONS = frozenset({"no_header", "empty", "too_many"})
_LONGEST_REASON = 200


class ListUnreadable(Exception):
    """It is no table, locked, damaged or too large; the message is the keeper's, empty where nobody knows."""


def read_list(name: str, content: bytes) -> PeopleRead:
    """Raises ListRefused, ListUnreadable."""
    told = (json.dumps({"name": name.encode("utf-8", "replace").decode()}).encode() + b"\n", content)
    try:
        with started(_CHILD, told, patience_seconds=PATIENCE_SECONDS, most_bytes=MOST_BYTES) as said:
            return _heard(json.loads(said.readline(MOST_BYTES)))
    except (Unheard, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ListUnreadable("") from error


def _heard(said: Any) -> PeopleRead:
    """Looked at before anything is done with it: whoever broke the child chose the words."""
    match said:
        case {"refused": str(reason)} if reason in _REASONS:
            raise ListRefused(reason)
        case {"unreadable": str(reason)}:
            raise ListUnreadable(clean(reason)[:_LONGEST_REASON])
        case {"people": list(people), "problems": list(problems)}:
            if len(people) > MOST_PEOPLE or len(problems) > MOST_PROBLEMS:
                raise ValueError
            return PeopleRead(tuple(_listed(*one) for one in people), tuple(_problem(*one) for one in problems))
        case _:
            raise ValueError


def _listed(name: object, id_number: object, branch: object, extra: object) -> Listed:
    """Raises ValueError."""
    if not (isinstance(name, str) and isinstance(id_number, str) and isinstance(branch, str) and type(extra) is int):
        raise ValueError
    if not 0 < len(name) <= LONGEST_NAME or len(branch) > LONGEST_BRANCH or not 0 <= extra <= MOST_EXTRA_MINUTES:
        raise ValueError
    return Listed(clean(name), id_numbers.parse(id_number), clean(branch), extra)


def _problem(sheet: object, row: object, who: object, why: object, of: object) -> Problem:
    """Raises ValueError."""
    if type(row) is not int or type(of) is not int or why not in WHY:
        raise ValueError
    return Problem(clean(str(sheet))[:100], row, clean(str(who))[:LONGEST_NAME], str(why), of)
