"""``words.txt`` of a pack: words of the neighbourhood for the pinyin keyboard, one a line, with their pinyin.

    # halls, branches, streets
    云溪里  yun xi li
    惠民路  hui min lu

A syllable a character, without tones, ü or v for ü. A terminal has no table of readings, so the pinyin comes along.
A line that is wrong is named (``words.txt:3``) and left out; the rest is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from content import words
from content.pack.entry import Problem

WORDS = "words.txt"
MOST_WORDS = 2000
"""Each key typed looks through all of them: 2,000 take about 5 ms."""
LONGEST = 20  # characters
_SYLLABLE = re.compile(r"[a-zü]{1,6}")


@dataclass(frozen=True, slots=True)
class PlaceWord:
    """``syllables`` are of the right number and letters; whether Mandarin has them is the keyboard's to say."""

    text: str
    syllables: tuple[str, ...]
    line: int


def read_words(path: Path) -> tuple[tuple[PlaceWord, ...], tuple[Problem, ...]]:
    """The words of a file that is there, and what is wrong with the others. Raises OSError."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return (), (Problem(path.name, words.NOT_TEXT),)
    return parse_words(text, path.name)


def parse_words(text: str, source: str = WORDS) -> tuple[tuple[PlaceWord, ...], tuple[Problem, ...]]:
    """The same of a text. Never fails."""
    found: dict[str, PlaceWord] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        word, *syllables = line.split("#", 1)[0].replace("'", " ").split() or [""]
        if not word:
            continue
        wrong = _wrong(word, [one.lower() for one in syllables], found)
        if wrong:
            problems.append(Problem(f"{source}:{number}", wrong))
        elif len(found) == MOST_WORDS:
            problems.append(Problem(f"{source}:{number}", words.too_many_words(MOST_WORDS)))
            break
        else:
            found[word] = PlaceWord(word, tuple(one.lower() for one in syllables), number)
    return tuple(found.values()), tuple(problems)


def _wrong(word: str, syllables: list[str], before: dict[str, PlaceWord]) -> str:
    """Why the word cannot be used; empty when it can."""
    if not 2 <= len(word) <= LONGEST:
        return words.word_length(word, LONGEST)
    if not syllables:
        return words.word_without_pinyin(word)
    if len(syllables) != len(word):
        return words.word_syllables(word, len(word), len(syllables))
    strange = next((one for one in syllables if not _SYLLABLE.fullmatch(one)), "")
    if strange:
        return words.not_a_syllable(word, strange)
    return words.word_twice(word, before[word].line) if word in before else ""
