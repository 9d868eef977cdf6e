"""What the people's page shows: who there is, who is chosen, and the photographs that a worker has decoded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from content.kinds.people import Person
from kiosk.ui.pixels import Frame

PEOPLE = "exhibition.people"


class PeopleAsked(Protocol):
    """What the page reports."""

    def choose(self, number: int) -> None: ...

    def step(self, by: int) -> None: ...

    def read_whole(self) -> None: ...

    def entered(self) -> None: ...

    def back(self) -> bool: ...


@dataclass(frozen=True)
class PeopleView:
    """`at`: which of `people`, never empty. `large` is the chosen one's photograph, `small` those of the page in front
    by the people's numbers; what is not decoded yet, or cannot be, is not there.
    """

    title: str
    people: tuple[Person, ...]
    at: int = 0
    demo: bool = False
    source: str = ""
    large: Frame | None = None
    small: Mapping[int, Frame] = field(default_factory=dict)

    @property
    def chosen(self) -> Person:
        return self.people[self.at]
