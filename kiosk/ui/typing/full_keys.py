"""The full keyboard's spelling: letters to candidates."""

from __future__ import annotations

from itertools import pairwise

from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.typing.pinyin import Reading
from kiosk.ui.typing.spelling import Candidate, Decoder
from kiosk.ui.typing.syllables import BREAK, units


class FullKeys:
    """Letters as typed; the letters themselves are the last candidate, so nothing spelled can be lost."""

    def __init__(self, decoder: Decoder, local: LocalWords) -> None:
        self._decoder, self._local = decoder, local
        self._last: tuple[str, Reading] = ("", Reading((0,), ()))

    def candidates(self, spelled: str) -> tuple[Candidate, ...]:
        reading = self._read(spelled)
        offered = {hit.text: hit for hit in self._local.match(spelled)}
        for word in reading.words:
            offered.setdefault(word, Candidate(word, reading.used(word)))
        plain = spelled.replace(BREAK, "")
        offered.setdefault(plain, Candidate(plain, len(spelled)))
        return tuple(offered.values())

    def shown(self, spelled: str) -> str:
        cuts = self._read(spelled).cuts
        read = [spelled[start:end] for start, end in pairwise(cuts)]
        return BREAK.join(piece.rstrip(BREAK) for piece in [*read, *units(spelled[cuts[-1] :])]) + _open_break(spelled)

    def choices(self, spelled: str) -> tuple[str, ...]:
        return ()

    def settle(self, spelled: str, syllable: str) -> str:
        return spelled

    def shorten(self, spelled: str) -> str:
        return spelled[:-1]

    def adopt(self, spelled: str) -> str:
        return spelled

    def forget(self) -> None:
        self._last = ("", Reading((0,), ()))
        self._decoder.forget()

    def _read(self, spelled: str) -> Reading:
        if self._last[0] != spelled:
            self._last = (spelled, self._decoder.read(spelled))
        return self._last[1]


def _open_break(spelled: str) -> str:
    return BREAK if spelled.endswith(BREAK) else ""
