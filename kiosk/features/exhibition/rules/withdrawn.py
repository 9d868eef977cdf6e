"""Which questions are asked no more, whatever bank they stand in: what a terminal obeys, and a keeper's page says."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from content.banks.model import Bank


class Withdrawn(Protocol):
    """`version`: of its wording, by which it is known again; empty where nobody knows it."""

    @property
    def bank(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def version(self) -> str: ...


def not_asked(banks: Iterable[Bank], withdrawn: Iterable[Withdrawn]) -> frozenset[tuple[str, str]]:
    """Bank and number of each: as it was named, and wherever the same wording stands."""
    every = tuple(withdrawn)
    named = {(one.bank, one.question) for one in every}
    wordings = {one.version for one in every if one.version}
    if not wordings:
        return frozenset(named)
    return frozenset(named | {(bank.name, item.id) for bank in banks for item in bank if item.version in wordings})
