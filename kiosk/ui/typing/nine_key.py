"""九宫格: keypad digits to syllables to candidates.

The spelling mixes what is settled with what is open: "huan9464" after the visitor has chosen huan on the left. Open
digits have several readings (4826: huan or guan); the likeliest READINGS of the whole row are given to the decoder and
their words merged. The decoder tells no frequencies, so words of different readings are compared by their place in
its list for the initials alone ("h'y", "g'x": the commonest words first, whatever their vowels).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.typing.spelling import Candidate, Decoder
from kiosk.ui.typing.syllables import BREAK, KEYPAD, LONGEST, RANK, SYLLABLES, digits_of, initial_of

READINGS = 24  # of the whole row, given to the decoder: about 0.3 ms each
WORDS_A_READING = 40
INITIALS_WORDS = 300  # looked through to compare words of different readings
INITIALS_UNITS = 4  # longer rows are sentences: no list of initials tells more
SENTENCES = 2  # readings whose made-up sentences stand before single words
CHOICES = 12
# Costs that order readings: a whole syllable, plus up to 3 for a rare one; one not typed to its end; a lone initial.
WHOLE, UNFINISHED, INITIAL = 4.0, 12.0, 30.0
RARE = 135.0


@dataclass(frozen=True)
class Unit:
    """One reading of a piece of the row: `letters` for the decoder, `length` symbols typed."""

    letters: str
    length: int
    cost: float


@lru_cache(maxsize=1)
def _by_digits() -> dict[str, tuple[str, ...]]:
    """Digits -> syllables spelled so, the commonest first."""
    table: dict[str, list[str]] = {}
    for syllable in SYLLABLES:
        table.setdefault(digits_of(syllable), []).append(syllable)
    return {digits: tuple(syllables) for digits, syllables in table.items()}


def _fits(symbols: str, syllable: str) -> bool:
    return all(one == letter or letter in KEYPAD.get(one, "") for one, letter in zip(symbols, syllable, strict=False))


@lru_cache(maxsize=1)
def _beginning() -> dict[str, tuple[str, ...]]:
    """Digits -> syllables that begin so, the commonest first."""
    table: dict[str, list[str]] = {}
    for syllable in SYLLABLES:
        for length in range(1, len(syllable) + 1):
            table.setdefault(digits_of(syllable[:length]), []).append(syllable)
    return {digits: tuple(syllables) for digits, syllables in table.items()}


def _units(row: str) -> Iterator[Unit]:
    """Readings of the start of one row without breaks, the whole syllables first."""
    for length in range(min(len(row), LONGEST), 0, -1):
        piece = row[:length]
        for syllable in _by_digits().get(digits_of(piece), ()):
            if _fits(piece, syllable):
                yield Unit(syllable, length, WHOLE + RANK[syllable] / RARE)
    if len(row) <= LONGEST:
        for syllable in _beginning().get(digits_of(row), ())[:8]:
            if len(syllable) > len(row) and _fits(row, syllable):
                yield Unit(syllable, len(row), UNFINISHED + RANK[syllable] / RARE)
    for letter in KEYPAD.get(row[0], row[0]):
        if letter not in "iuv":  # no syllable begins so
            yield Unit(letter, 1, INITIAL)


def readings(row: str, most: int = READINGS) -> list[tuple[Unit, ...]]:
    """The likeliest ways to read the whole of `row` (digits, letters, breaks), the likeliest first."""
    best: list[list[tuple[float, tuple[Unit, ...]]]] = [[] for _ in range(len(row) + 1)]
    best[0] = [(0.0, ())]
    for at in range(len(row)):
        if row[at] == BREAK:
            best[at + 1] += best[at]
            continue
        ways = sorted(best[at], key=lambda way: way[0])[:most]
        whole = row[at:].split(BREAK, 1)[0]
        for unit in _units(whole) if ways else ():
            best[at + unit.length] += [(cost + unit.cost, (*way, unit)) for cost, way in ways]
    return [way for _, way in sorted(best[-1], key=lambda way: way[0])[:most]]


@dataclass(frozen=True)
class Offer:
    """A candidate, the reading it comes from, and its rank (low is good)."""

    rank: float
    hit: Candidate
    way: tuple[Unit, ...]


class NineKeys:
    """Digits as typed, or letters where the visitor has settled a syllable; the digits are the last candidate."""

    def __init__(self, decoder: Decoder, local: LocalWords) -> None:
        self._decoder, self._local = decoder, local
        self._places: dict[str, dict[str, int]] = {}
        self._last: tuple[str, list[Offer]] = ("", [])

    def candidates(self, spelled: str) -> tuple[Candidate, ...]:
        offered = {hit.text: hit for hit in self._local.match(spelled)}
        for offer in self._offers(spelled):
            offered.setdefault(offer.hit.text, offer.hit)
        plain = spelled.replace(BREAK, "")
        offered.setdefault(plain, Candidate(plain, len(spelled)))
        return tuple(offered.values())

    def shown(self, spelled: str) -> str:
        """The reading of the first candidate, no longer than what was typed; digits where there is none."""
        pieces, at = [], 0
        for unit in self._way(spelled):
            while spelled[at] == BREAK:
                at += 1
            pieces.append(unit.letters[: unit.length])
            at += unit.length
        return BREAK.join([*pieces, *filter(None, [spelled[at:].strip(BREAK)])])

    def choices(self, spelled: str) -> tuple[str, ...]:
        """Syllables the first open digits may be: that of the first candidate, then all, longest first."""
        start = _settled(spelled)
        row = spelled[start:].split(BREAK, 1)[0]
        likely = [unit for unit, end in self._placed(spelled) if end - unit.length == start]
        found = [unit.letters[: unit.length] for unit in (*likely, *_units(row))] if row else []
        return tuple(dict.fromkeys(found))[:CHOICES]

    def settle(self, spelled: str, syllable: str) -> str:
        start = _settled(spelled)
        after = spelled[start + len(syllable) :]
        joint = "" if after.startswith(BREAK) or not after else BREAK
        return spelled[:start] + syllable + joint + after

    def shorten(self, spelled: str) -> str:
        """A settled syllable at the end opens again; else the last digit goes."""
        if spelled[-1:].isalpha():
            start = len(spelled.rstrip("abcdefghijklmnopqrstuvwxyz"))
            return spelled[:start].rstrip(BREAK) + digits_of(spelled[start:])
        return spelled[:-1].rstrip(BREAK)

    def adopt(self, spelled: str) -> str:
        return spelled

    def forget(self) -> None:
        self._places.clear()
        self._last = ("", [])
        self._decoder.forget()

    def _offers(self, spelled: str) -> list[Offer]:
        if self._last[0] != spelled:
            ways = readings(spelled)
            found = [offer for order, way in enumerate(ways) for offer in self._words(spelled, way, order)]
            self._last = (spelled, sorted(found, key=lambda offer: offer.rank))
        return self._last[1]

    def _way(self, spelled: str) -> tuple[Unit, ...]:
        """The reading of the first candidate, which may be a word of the packs."""
        local = self._local.syllables(spelled)
        if local:
            return tuple(Unit(syllable, len(syllable), WHOLE) for syllable in local)
        offers = self._offers(spelled)
        return offers[0].way if offers else ()

    def _placed(self, spelled: str) -> list[tuple[Unit, int]]:
        way = self._way(spelled)
        return list(zip(way, _ends(spelled, way), strict=True))

    def _words(self, spelled: str, way: tuple[Unit, ...], order: int) -> list[Offer]:
        """Words of one reading: those for the whole row first, by commonness; made-up sentences of the less likely
        readings after the words for less of the row."""
        words = self._decoder.read(BREAK.join(unit.letters for unit in way), WORDS_A_READING).words
        ends, places, offers = _ends(spelled, way), self._common(way), []
        doubt = 10 * sum(unit.cost - WHOLE for unit in way if unit.cost >= UNFINISHED) + 15 * len(way)
        for place, word in enumerate(words):
            missing = max(0, len(way) - len(word))
            rank = missing * 10_000.0 + place + 5 * order
            if not missing:
                known = places.get(word)
                rank = doubt + 5 * order + (known if known is not None else 1_000 if order < SENTENCES else 15_000)
            offers.append(Offer(rank, Candidate(word, ends[min(len(word), len(ends)) - 1]), way))
        return offers

    def _common(self, way: tuple[Unit, ...]) -> dict[str, int]:
        """Word -> its place among all words with these initials, the commonest 0."""
        if len(way) > INITIALS_UNITS:
            return {}
        initials = BREAK.join(initial_of(unit.letters) for unit in way)
        if initials not in self._places:
            words = self._decoder.read(initials, INITIALS_WORDS).words
            self._places[initials] = {word: place for place, word in enumerate(words)}
        return self._places[initials]


def _settled(spelled: str) -> int:
    """Where the first open digit stands."""
    return next((place for place, one in enumerate(spelled) if one.isdigit()), len(spelled))


def _ends(spelled: str, way: tuple[Unit, ...]) -> list[int]:
    """After which symbol each unit ends, breaks included."""
    ends, at = [], 0
    for unit in way:
        while spelled[at] == BREAK:
            at += 1
        at += unit.length
        ends.append(at)
    return ends
