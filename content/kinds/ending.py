"""Content of which parts leave by themselves: each on its own last day, or because a keeper took it down by name.

    left = content.left(day, is_down)        # None: nobody is left; day None: the clock is in doubt

A name is kept as a digest (`digest_of`), so that no list of what was taken down, and no log, names a person.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, Self, runtime_checkable

from content.kinds.filled import Content

_LENGTH = 16
"""Hex digits of a digest: enough to tell the people of one exhibit apart."""

IsDown = Callable[[str], bool]


def nobody(_name: str) -> bool:
    """Nobody was taken down."""
    return False


@runtime_checkable
class Ending(Content, Protocol):
    """With such parts."""

    def last_days(self) -> Sequence[date | None]:
        """Of each part the last day it may be shown; None: it has no end."""

    def left(self, day: date | None, is_down: IsDown = nobody) -> Self | None:
        """What may be shown on that day, without those whose name `is_down`; None: nothing.

        Without a day nobody knows which it is: then nothing that has an end.
        """


def digest_of(pack: str, item: str, name: str) -> str:
    """Of a person of an exhibit: the same whatever blanks, width or form the name is written in."""
    plain = "".join(unicodedata.normalize("NFKC", name).split()).casefold()
    return hashlib.sha256(f"{pack}/{item}\n{plain}".encode()).hexdigest()[:_LENGTH]
