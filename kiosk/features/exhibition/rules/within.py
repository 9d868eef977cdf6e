"""Looking for words within one text: every place, as long as there are not too many. Rules only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 300  # nobody turns further
BEFORE, AFTER = 6, 14  # letters around a place, of a line of its row
_IDEOGRAPHS = range(0x4E00, 0xA000)  # these are as they are
_UNSEEN = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Match:
    """`length` letters of block number `block`, from letter `at` of its text on."""

    block: int
    at: int
    length: int


def matches(query: str, blocks: Sequence[str]) -> tuple[Match, ...]:
    """Whatever its width and capitals, and across blanks, in the order of the text: `MOST` of them. For a worker:
    40,000 letters take some 20 ms.
    """
    wanted = _folded(query)[0]
    if not wanted:
        return ()
    found: list[Match] = []
    for number, text in enumerate(blocks):
        folded, places = _folded(text)
        start = folded.find(wanted)
        while start >= 0 and len(found) < MOST:
            end = start + len(wanted)
            found.append(Match(number, places[start], places[end - 1] + 1 - places[start]))
            start = folded.find(wanted, end)
    return tuple(found)


def line_around(match: Match, text: str) -> str:
    begin, end = max(0, match.at - BEFORE), match.at + AFTER
    return ("…" if begin else "") + text[begin:end].strip() + ("…" if end < len(text) else "")


def _folded(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and of each of its letters the place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for one in letter if ord(letter) in _IDEOGRAPHS else unicodedata.normalize("NFKC", letter).casefold():
            if not _UNSEEN.match(one):
                letters.append(one)
                places.append(place)
    return "".join(letters), places
