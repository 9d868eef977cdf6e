"""Words of the neighbourhood (hall, branch and street names), offered ahead of the dictionary's.

    words = LocalWords([("云溪里", "yun xi li"), ("惠民路", "hui min lu")])

The pinyin comes with the words: from the pack or from kiosk.toml (a terminal has no table of readings). Nothing is
ever learnt from what visitors type.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.ui.typing.spelling import Candidate
from kiosk.ui.typing.syllables import BREAK, DIGIT, RANK, initial_of

FEWEST_SYLLABLES = 2  # typed of a word before it is offered unfinished: earlier it would stand before every 云


class BadSpelling(Exception):
    """A local word whose pinyin is not made of syllables, or not one a character."""

    def __init__(self, word: str, pinyin: str) -> None:
        super().__init__(f"{word}: not its pinyin, one syllable a character: {pinyin!r}")
        self.word, self.pinyin = word, pinyin


@dataclass(frozen=True)
class LocalWord:
    """A word and the syllables of its characters."""

    text: str
    syllables: tuple[str, ...]

    @classmethod
    def of(cls, text: str, pinyin: str) -> LocalWord:
        """`pinyin` as pypinyin writes it: syllables parted by spaces or ', ü or v, no tones. Raises BadSpelling."""
        plain = pinyin.lower().replace("lüe", "lue").replace("nüe", "nue").replace("ü", "v").replace(BREAK, " ")
        syllables = tuple(plain.split())
        if not syllables or len(syllables) != len(text) or any(one not in RANK for one in syllables):
            raise BadSpelling(text, pinyin)
        return cls(text, syllables)

    def match(self, spelled: str) -> Candidate | None:
        """The word, when `spelled` (letters or keypad digits) begins with it, or breaks off inside it."""
        used, count = _walk(spelled, self.syllables)
        if count < len(self.syllables):
            initials = tuple(initial_of(one) for one in self.syllables)
            used, count = max((used, count), _walk(spelled, initials), _walk(spelled, tuple(i[0] for i in initials)))
            if count < len(self.syllables) and (used < len(spelled) or count < FEWEST_SYLLABLES):
                return None
        return Candidate(self.text, used) if len(self.syllables) > 1 else None


def _walk(spelled: str, parts: tuple[str, ...]) -> tuple[int, int]:
    """(symbols used, parts matched); an unfinished last part uses the rest and counts as none."""
    at = 0
    for count, part in enumerate(parts):
        ahead = spelled[at : at + len(part)]
        if not all(one in (letter, DIGIT[letter]) for one, letter in zip(ahead, part, strict=False)):
            return at, count
        at += len(ahead)
        if len(ahead) < len(part):
            return at, count
        while at < len(spelled) and spelled[at] == BREAK:
            at += 1
    return at, len(parts)


class LocalWords:
    """All local words of a terminal. Raises BadSpelling for the first pair that is wrong."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._words: tuple[LocalWord, ...] = tuple(LocalWord.of(text, pinyin) for text, pinyin in pairs)

    @classmethod
    def gather(cls, pairs: Iterable[tuple[str, str]]) -> tuple[LocalWords, tuple[BadSpelling, ...]]:
        """Those that are right, and what is wrong with the others: a pack's one bad line loses no other word."""
        right, refused = list[LocalWord](), list[BadSpelling]()
        for text, pinyin in pairs:
            try:
                right.append(LocalWord.of(text, pinyin))
            except BadSpelling as error:
                refused.append(error)
        made = cls()
        made._words = tuple(right)
        return made, tuple(refused)

    def __repr__(self) -> str:
        return f"LocalWords({len(self._words)})"

    def texts(self) -> tuple[str, ...]:
        """The words themselves, in the order they were given."""
        return tuple(word.text for word in self._words)

    def match(self, spelled: str) -> list[Candidate]:
        """Words that `spelled` begins with or breaks off in, those that use most of it first."""
        if not spelled:
            return []
        found = [hit for word in self._words if (hit := word.match(spelled))]
        return sorted(found, key=lambda hit: -hit.used)

    def syllables(self, spelled: str) -> tuple[str, ...]:
        """Those of the word that stands first, when all of `spelled` is its whole syllables; else none."""
        first = next(iter(self.match(spelled)), None)
        if first is None or first.used != len(spelled):
            return ()
        word = next(word for word in self._words if word.text == first.text)
        return word.syllables if _walk(spelled, word.syllables) == (len(spelled), len(word.syllables)) else ()
