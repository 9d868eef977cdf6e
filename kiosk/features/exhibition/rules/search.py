"""找一找: which exhibits speak of what a visitor wrote. Rules only.

    search("党费", exhibits)            # titles first, then headings and topics, then texts, with the sentence found

Every word must be there; when nothing holds all of what was written (“党费怎么交呀”), what holds most of it in
pieces of two characters is offered as near. Letters alone are read as initials by the words the packs bring.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from content.pack.exhibit import Exhibit

BEFORE, AFTER = 4, 11  # characters of the sentence around what was found: one line of a row, also in 大字
NEAR = 0.5  # the share of its pieces that a near one holds
_BREAK = re.compile(r"[\s，。、；：？！“”《》（）,.;:?!\"'()]+")
_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]?")
_MARKS_BEFORE = re.compile(r"^[\s，。、；：？！”》）,.;:?!)]+")

Expand = Callable[[str], Sequence[str]]  # letters -> the words they are initials of


@dataclass(frozen=True)
class Hit:
    """`line` is the sentence that holds the words, empty where the title does; `near`: not all of them."""

    exhibit: Exhibit
    line: str = ""
    near: bool = False


def search(query: str, exhibits: Iterable[Exhibit], expand: Expand = lambda letters: ()) -> tuple[Hit, ...]:
    """The best first; none for a query without a letter or character."""
    words = words_of(query)
    if not words:
        return ()
    texts = [(exhibit, *_fields(exhibit)) for exhibit in exhibits]
    asked = [words]
    if "".join(words).isascii():
        asked += [[plain(meant)] for meant in expand("".join(words))]
    found: dict[str, tuple[int, Hit]] = {}
    for wanted in asked:
        for exhibit, title, about, text in texts:
            place = _place(wanted, title, about, text)
            if place is not None and exhibit.key not in found:
                line = _sentence(exhibit, wanted) if place == 2 else ""
                found[exhibit.key] = place, Hit(exhibit, line)
    if found:
        return tuple(hit for _, hit in sorted(found.values(), key=lambda one: one[0]))
    return _near("".join(words), texts)


def plain(text: str) -> str:
    """As it is compared: one width, no capitals."""
    return unicodedata.normalize("NFKC", text).casefold()


def words_of(query: str) -> list[str]:
    return [word for word in _BREAK.split(plain(query)) if word]


def _fields(exhibit: Exhibit) -> tuple[str, str, str]:
    about = " ".join((exhibit.heading, *exhibit.topics, exhibit.source))
    return plain(exhibit.title), plain(about), plain(_text(exhibit))


def _text(exhibit: Exhibit) -> str:
    article = exhibit.article or exhibit.alternative
    return "\n".join(block.text for block in article.blocks) if article else ""


def _place(words: Sequence[str], title: str, about: str, text: str) -> int | None:
    """0: all in the title; 1: with the topics; 2: only with the text; None: not all there."""
    if all(word in title for word in words):
        return 0
    if all(word in title or word in about for word in words):
        return 1
    return 2 if all(word in title or word in about or word in text for word in words) else None


def _sentence(exhibit: Exhibit, words: Sequence[str]) -> str:
    """The sentence of the text that holds most of the words, as it was written, cut to a line around the first."""
    sentences = [found[0].strip() for found in _SENTENCE.finditer(_text(exhibit))]
    best = max(sentences, key=lambda one: sum(word in plain(one) for word in words), default="")
    at = min((place for word in words if (place := best.casefold().find(word)) >= 0), default=0)
    begin, end = max(0, at - BEFORE), at + AFTER
    shown = _MARKS_BEFORE.sub("", best[begin:end])
    return ("…" if begin else "") + shown + ("…" if end < len(best) else "")


def _near(query: str, texts: Iterable[tuple[Exhibit, str, str, str]]) -> tuple[Hit, ...]:
    pieces = {query[place : place + 2] for place in range(len(query) - 1)}
    if not pieces:
        return ()
    ranked: list[tuple[float, Hit]] = []
    for exhibit, title, about, text in texts:
        held = {piece for piece in pieces if piece in title or piece in about or piece in text}
        if len(held) >= NEAR * len(pieces):
            in_title = sum(piece in title for piece in held)
            ranked.append((-len(held) - in_title / 100, Hit(exhibit, _sentence(exhibit, sorted(held)), near=True)))
    return tuple(hit for _, hit in sorted(ranked, key=lambda one: one[0]))
