"""What terminal and hall say to each other before a paper that is for members: is this one?

    POST /api/quiz/member  {"name", "id_number", "purpose"} -> {"member": true}     or false, on the same beat

A card's name and number travel in the body alone, with the purpose that was agreed to; neither is queued, stored or
asked again by itself. No name comes back, and one no stands for all: no record, another name, a record that is not
shown in the hall.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kiosk.core.link.shapes import read

PATH = "/api/quiz/member"
PURPOSE = "member_paper"
"""What the visitor agreed to on the notice; the hall refuses a card without it (PIPL 29)."""


@dataclass(frozen=True, slots=True)
class Membership:
    member: bool


def question(name: str, id_number: str) -> dict[str, str]:
    """The body."""
    return {"name": name, "id_number": id_number, "purpose": PURPOSE}


def membership_from_json(given: Any) -> Membership:
    """Raises WrongShape."""
    return read(Membership, given)
