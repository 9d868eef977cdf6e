"""What the first start's pages show, as plain values. A button or row reports its `key`; `first.<key>` is its tap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["second", "primary", "warn", "quiet"]
Shape = Literal["rows", "grid", "table"]


@dataclass(frozen=True)
class Button:
    """A way on, in the action band. The last of a page is the widest."""

    key: str
    text: str
    kind: Weight = "second"
    icon: str = ""
    off: bool = False
    busy: bool = False


@dataclass(frozen=True)
class Item:
    """One of several to choose from, or to change."""

    key: str
    title: str
    note: str = ""
    icon: str = ""
    chosen: bool = False
    wide: bool = False  # in a grid: a line of its own


@dataclass(frozen=True)
class Notice:
    """One sentence under the title: `tint` as of a NoticeStrip."""

    text: str
    tint: Literal["plain", "ok", "warn", "pine"] = "plain"


@dataclass(frozen=True)
class WelcomeView:
    role: str
    version: str
    buttons: tuple[Button, ...]
    notice: Notice | None = None


@dataclass(frozen=True)
class ChoiceView:
    """`rows`: one below the other, turned in pages; `grid`: short words beside each other; `table`: answers with their
    names. `asked` names what is asked, and the taps: first.<asked>.0. `leads`: a tap goes on, nothing is chosen.
    `tools` are buttons that belong to what is chosen."""

    asked: str
    title: str
    note: str
    items: tuple[Item, ...]
    buttons: tuple[Button, ...]
    shape: Shape = "rows"
    notice: Notice | None = None
    tools: tuple[Button, ...] = ()
    leads: bool = False


@dataclass(frozen=True)
class QuestionView:
    title: str
    note: str
    answers: tuple[Button, ...]


@dataclass(frozen=True)
class DigitsView:
    """`entered`: how many digits; they are never shown."""

    title: str
    note: str
    prompt: str
    entered: int
    wrong: bool
    buttons: tuple[Button, ...]


@dataclass(frozen=True, repr=False)
class LatinView:
    """What is written in letters, digits and marks; it may be a code."""

    title: str
    note: str
    text: str
    limit: int
    buttons: tuple[Button, ...]
    notice: Notice | None = None


@dataclass(frozen=True)
class ProgressView:
    """`share` is 0..1."""

    title: str
    note: str
    step: str
    share: float


@dataclass(frozen=True)
class ToldView:
    """It went well, or it did not: `kind` as of a StateCard."""

    kind: Literal["plain", "told", "error"]
    title: str
    note: str
    buttons: tuple[Button, ...] = ()
    icon: str = ""
