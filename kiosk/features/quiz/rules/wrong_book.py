"""What was not answered rightly, as it is written down: number, stem, and the right answer in short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from content.banks.model import Item, Kind
from kiosk.features.quiz.rules.marking import Mark


@dataclass(frozen=True, slots=True)
class Mistake:
    """``number`` in the paper, from 1. ``parts`` of the right answer: options, in their order, or a text a blank."""

    number: int
    stem: str
    parts: tuple[str, ...]
    ordered: bool


def mistakes_of(marks: Sequence[Mark]) -> tuple[Mistake, ...]:
    """In the order of the paper; what was skipped among them."""
    return tuple(
        Mistake(place + 1, _bare(marked.item), marked.item.answer_texts(), marked.item.kind is Kind.ORDER)
        for place, marked in enumerate(marks)
        if not marked.right
    )


def _bare(item: Item) -> str:
    """On one line: a slip breaks it where the paper ends."""
    return " ".join(item.stem.split())
