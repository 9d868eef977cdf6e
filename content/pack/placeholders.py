"""What in a pack still reads “请改：…”, as 模板 does wherever the hall's own belongs (`content.packs.make_template`).

    for one in placeholders(pack): one.file, one.item, one.slots    # ("路名和门牌", "几路车")

Everything that a screen shows or says is looked through: titles, texts, rows, questions, papers. A picture of the
template says so in its file, where nobody sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from content.banks.model import Item
from content.banks.papers import Plan
from content.kinds import filled, picture
from content.kinds.article import Article
from content.kinds.kind import ExhibitKind
from content.pack import finding_words as words
from content.pack.exhibit import Exhibit
from content.pack.open import Pack
from content.pack.paper_sheet import PAPER_SHEET
from content.pack.papers import PAPERS
from content.pack.place_words import WORDS

_SLOT = re.compile(rf"{words.TO_CHANGE}[：:]\s*([^】\n，。；]{{0,20}})")  # 请改到 2 号窗口 is a sentence of its own
_OF_ENTRY = ("title", "heading", "source", "consent", "playlist")


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An item that is still to be written: ``file``, ``item`` and ``field`` as of a finding, the field being the first;
    ``slots``: what belongs there, one for each 请改, in order.
    """

    file: str
    item: str
    field: str
    slots: tuple[str, ...]


def placeholders(pack: Pack) -> Iterator[Placeholder]:
    """In the pack's order, one an item; what is of no item by its file."""
    yield from _told("", "", {"title": [pack.title]})
    banks = {entry.id: bank for bank, entry in zip(pack.banks, pack.bank_entries, strict=True)}
    for exhibit in (*pack.exhibits, *pack.bank_entries):
        questions = banks[exhibit.id].items if exhibit.id in banks else ()
        file = exhibit.path.relative_to(pack.root).as_posix()
        yield from _told(file, exhibit.id, _of_exhibit(exhibit, questions))
    papers = PAPERS if (pack.root / PAPERS).exists() else PAPER_SHEET
    yield from _told(papers, "", {"": [text for plan in pack.papers for text in _of_paper(plan)]})
    yield from _told(WORDS, "", {"": [word.text for word in pack.words]})


def slots_in(text: str) -> list[str]:
    """What belongs in each place of a text that is still to be written, empty where it does not say."""
    return [found.strip() for found in _SLOT.findall(text)]


def _told(file: str, item: str, texts: Mapping[str, Iterable[str]]) -> Iterator[Placeholder]:
    """``texts`` by the fields of the item."""
    found = [(field, slot) for field, some in texts.items() for text in some for slot in slots_in(text)]
    if found:
        yield Placeholder(file, item, found[0][0], tuple(slot for _, slot in found))


def _of_exhibit(exhibit: Exhibit, questions: Sequence[Item]) -> dict[str, list[str]]:
    found = {field: [getattr(exhibit, field)] for field in _OF_ENTRY}
    found[""] = [
        *_texts(exhibit.article),
        *_of_content(exhibit),
        *(text for one in questions for text in _of_question(one)),
    ]
    found[""] += [words.PICTURE_TO_CHANGE] * _pictures_of_template(exhibit)
    found["text_file"] = _texts(exhibit.alternative)
    found["subtitle_file"] = [cue.text for cue in exhibit.subtitles]
    return found


def _texts(article: Article | None) -> list[str]:
    return [article.title, *(block.text for block in article.blocks)] if article is not None else []


def _of_content(exhibit: Exhibit) -> list[str]:
    return [text for _, text in exhibit.content.texts()] if exhibit.content is not None else []


def _of_question(item: Item) -> Iterator[str]:
    yield from (item.stem, *item.options, *(way for ways in item.blanks for way in ways), item.explanation, item.source)


def _of_paper(plan: Plan) -> Iterator[str]:
    yield from (plan.title, plan.note, *(text for band in plan.bands for text in (band.title, band.advice)))


def _pictures_of_template(exhibit: Exhibit) -> int:
    """How many pictures of it came with the template and are still there."""
    try:
        if exhibit.kind in (ExhibitKind.IMAGE, ExhibitKind.POSTER):
            return int(picture.is_of_template(exhibit.path.read_bytes()))
        if exhibit.content is not None:
            found = (filled.picture_bytes(exhibit.path, name) for name in exhibit.content.pictures())
            return sum(map(picture.is_of_template, found))
    except (OSError, picture.NotDecoded):  # one that cannot be read is told elsewhere
        return 0
    return 0
