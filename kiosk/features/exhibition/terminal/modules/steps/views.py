"""What the pages of a guide and of an oath show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kiosk.features.exhibition.terminal.modules.steps import words
from kiosk.features.exhibition.terminal.slips import SlipView


@dataclass(frozen=True, slots=True)
class StepView:
    """`things`: what to have or do, and what is said of it at the right; else `note` is a paragraph."""

    title: str
    note: str = ""
    things: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    has_picture: bool = False

    @property
    def blocks(self) -> tuple[tuple[str, str], ...]:
        """All of it, as it is read in full."""
        items = (("item", words.told(*thing)) for thing in self.things)
        rest = (("paragraph", text) for text in (self.note, self.hint) if text)
        return ("heading", self.title), *items, *rest


@dataclass(frozen=True, slots=True)
class StepsView:
    """`seen`: numbers of steps that were in front. `picture`: the step's own, None until a worker has decoded it."""

    title: str
    steps: tuple[StepView, ...]
    at: int = 0
    seen: frozenset[int] = frozenset()
    picture: Any = None
    slip: SlipView = field(default_factory=SlipView)

    @property
    def step(self) -> StepView:
        return self.steps[self.at]


class OathState(StrEnum):
    BEFORE = "before"
    LED = "led"  # the one at the screen taps from line to line
    RUNNING = "running"  # it goes on by itself
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class OathView:
    """`spoken`: each line is read out when it comes; None on a terminal without a voice."""

    title: str
    lines: tuple[str, ...]
    at: int = 0
    state: OathState = OathState.BEFORE
    spoken: bool | None = None
