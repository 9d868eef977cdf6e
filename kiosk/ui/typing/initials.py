"""The letters that the readings of a character begin with, asked of the decoder: 证 -> "z", 长 -> "cz".

A terminal has no table of readings, but the decoder knows which characters each syllable may be.
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.ui.typing.spelling import Decoder
from kiosk.ui.typing.syllables import SYLLABLES

MOST_CHARACTERS = 600
"""Of one syllable; yi has the most, about 400."""


def initials(decoder: Decoder) -> Mapping[str, str]:
    """Takes a few tenths of a second: on a worker."""
    found: dict[str, set[str]] = {}
    for syllable in SYLLABLES:
        reading = decoder.read(syllable, MOST_CHARACTERS)
        for word in reading.words:
            if len(word) == 1 and reading.used(word) == len(syllable):
                found.setdefault(word, set()).add(syllable[0])
    return {character: "".join(sorted(letters)) for character, letters in found.items()}
