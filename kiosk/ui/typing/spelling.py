"""What a way of spelling (full keys, nine keys) offers to the composer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from kiosk.ui.typing.pinyin import Reading


@dataclass(frozen=True, repr=False)
class Candidate:
    """Words that the first `used` symbols of the spelling may mean."""

    text: str
    used: int

    def __repr__(self) -> str:
        return f"Candidate({len(self.text)} characters for {self.used} symbols)"


class Decoder(Protocol):
    """libgooglepinyin (`Pinyin`), or a test's own."""

    def read(self, letters: str, most: int = ...) -> Reading: ...

    def forget(self) -> None: ...


class Spelling(Protocol):
    """A way of spelling. `spelled` is what was typed: letters, breaks (') and, on the nine-key pad, digits."""

    def candidates(self, spelled: str) -> tuple[Candidate, ...]:
        """Best first, each using 1 or more symbols; never empty for a `spelled` that is not."""

    def shown(self, spelled: str) -> str:
        """How `spelled` stands in the field: huan'ying."""

    def choices(self, spelled: str) -> tuple[str, ...]:
        """Readings of the first syllable still open, for the visitor to settle; none where letters are typed."""

    def settle(self, spelled: str, syllable: str) -> str:
        """`spelled` with its first open syllable read as `syllable`."""

    def shorten(self, spelled: str) -> str:
        """`spelled` after one step back."""

    def adopt(self, spelled: str) -> str:
        """What another way of spelling left, in this one's symbols."""

    def forget(self) -> None:
        """Drop everything remembered of what was typed."""
