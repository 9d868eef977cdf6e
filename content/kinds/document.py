"""A long text: a law, a regulation, a report, with its headings and footnotes. From .docx, .md or plain text.

    document = read(path)                  # raises ItemRefused
    document.blocks, document.notes        # and where in the blocks each note is called

In the plain text that lies in a pack a note is called by ``[^1]``, and a paragraph ``[^1]: …`` has its words; on the
screen its sign is 〔1〕, counted through the whole text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from content import words
from content.kinds import article
from content.kinds.article import Block, BlockKind
from content.kinds.kind import ItemRefused
from content.texts.notes import CALL, taken_out
from content.texts.read import most_bytes
from content.texts.read import read as read_text
from content.texts.text import TextRefused

MOST_BYTES = article.MOST_BYTES
MOST_CHARACTERS = 40_000
_NUMBER = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇0-9]+[章节条编]\s*|[一二三四五六七八九十]+、\s*|"
    r"[（(][一二三四五六七八九十0-9]+[）)]\s*|[0-9]+[.．、]\s*)"
)


@dataclass(frozen=True, slots=True)
class Note:
    """``calls``: each the number of a block, and how many letters into its text the sign stands."""

    number: int
    text: str
    calls: tuple[tuple[int, int], ...]

    @property
    def sign(self) -> str:
        return words.note_sign(self.number)


@dataclass(frozen=True, slots=True)
class Document:
    """``blocks`` with the signs of the notes in them; the title is empty where the text says none."""

    title: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...] = ()

    def places(self) -> tuple[str, ...]:
        """What each heading is called where it is looked for: one that is there twice says which it is."""
        headings = [block.text for block in self.blocks if block.kind is BlockKind.HEADING]
        times, seen = Counter(headings), Counter[str]()
        found = []
        for heading in headings:
            seen[heading] += 1
            found.append(words.heading_again(heading, seen[heading]) if times[heading] > 1 else heading)
        return tuple(found)

    def texts(self) -> Iterator[tuple[str, str]]:
        """By headings; what stands before the first of them has no name."""
        names = iter(self.places())
        beneath: dict[int, list[str]] = {}
        for note in self.notes:
            beneath.setdefault(note.calls[0][0], []).append(note.text)
        name, lines = "", list[str]()
        for number, block in enumerate(self.blocks):
            if block.kind is BlockKind.HEADING:
                if lines:
                    yield name, "\n".join(lines)
                name, lines = next(names), []
            lines += [block.text, *beneath.get(number, ())]
        if lines:
            yield name, "\n".join(lines)

    def pictures(self) -> Sequence[str]:
        return ()

    def character_count(self) -> int:
        return sum(len(block.text) for block in self.blocks)


def read(path: Path) -> Document:
    """Raises ItemRefused."""
    return examined(path)[0]


def examined(path: Path) -> tuple[Document, tuple[str, ...]]:
    """With what of the file is not in it, or should be looked at, in words. Raises ItemRefused."""
    try:
        with path.open("rb") as stream:
            content = stream.read(most_bytes(path.suffix.lower()) + 1)
    except OSError as error:
        raise ItemRefused(words.UNREADABLE_TEXT) from error
    plain, left_out = plain_text(path.name, content)
    document, told = parse(plain)
    return document, (*left_out, *told)


def plain_text(name: str, content: bytes) -> tuple[str, tuple[str, ...]]:
    """The text that lies in a pack, and what of the file is not in it. Raises ItemRefused."""
    try:
        found = read_text(name, content, notes=True)
    except TextRefused as refused:
        raise ItemRefused(str(refused)) from refused
    return found.text, found.left_out


def parse(text: str) -> tuple[Document, tuple[str, ...]]:
    """Raises ItemRefused: nothing to read in it, or too much."""
    body, beneath = taken_out(text)
    plain = article.parse_article(body)
    blocks, notes, told = _numbered(plain.blocks, beneath)
    document = Document(plain.title, blocks, notes)
    if not blocks:
        raise ItemRefused(words.NO_TEXT)
    if document.character_count() > MOST_CHARACTERS:
        raise ItemRefused(words.document_too_long(document.character_count(), MOST_CHARACTERS))
    return document, told


def _numbered(
    blocks: Sequence[Block], beneath: Mapping[str, str]
) -> tuple[tuple[Block, ...], tuple[Note, ...], tuple[str, ...]]:
    """The calls become signs; one without words goes, and words that nothing calls are told."""
    calls: dict[str, list[tuple[int, int]]] = {}
    without: dict[str, None] = {}
    made = []
    for number, block in enumerate(blocks):
        parts, end, length = [], 0, 0
        for called in CALL.finditer(block.text):
            parts.append(block.text[end : called.start()])
            length += len(parts[-1])
            end = called.end()
            label = called[1]
            if not beneath.get(label):
                without[label] = None
                continue
            calls.setdefault(label, []).append((number, length))
            parts.append(words.note_sign(list(calls).index(label) + 1))
            length += len(parts[-1])
        made.append(Block(block.kind, "".join((*parts, block.text[end:]))))
    told = [words.note_without_words(label) for label in without]
    told += [words.note_not_called(label) for label in beneath if label not in calls]
    notes = (Note(at, beneath[label], tuple(found)) for at, (label, found) in enumerate(calls.items(), start=1))
    return tuple(made), tuple(notes), tuple(told)


def without_number(heading: str) -> str:
    """一、种地和吃饭 -> 种地和吃饭."""
    return _NUMBER.sub("", heading)
