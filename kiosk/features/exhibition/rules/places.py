"""Where in an exhibit something stands: its sections, by the names under which its page opens them. Rules only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from content.kinds.article import Article, BlockKind
from content.pack.exhibit import Exhibit


@dataclass(frozen=True, slots=True)
class Place:
    """`name`: a heading, a person, a step, as `ExhibitionFlow.open` takes it; empty: the beginning."""

    name: str
    text: str


def places(exhibit: Exhibit) -> Iterator[Place]:
    """Everything that is written in it, beside its title and what stands under that."""
    if exhibit.content is not None:
        for name, text in exhibit.content.texts():
            yield Place(name, text)
    for article in (exhibit.article, exhibit.alternative):
        if article is not None:
            yield from _sections(article)
    if exhibit.subtitles:
        yield Place("", "\n".join(cue.text for cue in exhibit.subtitles))


def _sections(article: Article) -> Iterator[Place]:
    name, lines = "", list[str]()
    for block in article.blocks:
        if block.kind is BlockKind.HEADING:
            if lines:
                yield Place(name, "\n".join(lines))
            name, lines = block.text, [block.text]
        else:
            lines.append(block.text)
    if lines:
        yield Place(name, "\n".join(lines))
