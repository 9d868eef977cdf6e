"""A document, step by step: read -> its contents, or words looked for in it -> back to that place; its footnotes.

Plain Python on Kivy's thread. Where a visitor read, and what was looked for, goes with the visit.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from content.kinds.document import Document, Note, without_number
from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.rules.within import MOST, Match, line_around, matches
from kiosk.features.exhibition.terminal.kind_flow import Around
from kiosk.features.exhibition.terminal.modules.document import words
from kiosk.features.exhibition.terminal.modules.document.views import (
    ContentsView,
    DocumentView,
    HitItem,
    HitsView,
    Place,
)
from kiosk.ui.typing.pinyin import open_pinyin
from kiosk.ui.typing.session import Ask, TypingSession
from kiosk.ui.typing.spelling import Decoder

TEXT, CONTENTS, FIND, HITS = (f"exhibition.document{part}" for part in ("", ".contents", ".find", ".hits"))
LONGEST = 20  # letters of what is looked for
PHRASES, LONGEST_PHRASE = 6, 8


class DocumentFlow:
    """`open_decoder` as for any typing."""

    def __init__(self, around: Around, open_decoder: Callable[[], Decoder] = open_pinyin) -> None:
        self._around, self._stage = around, around.stage
        self.typing = TypingSession(around.stage, open_decoder=open_decoder)
        self._exhibit: Exhibit | None = None
        self._view: DocumentView | None = None
        self._contents: ContentsView | None = None
        self._hits: HitsView | None = None
        self._from_hits = False
        self._told: tuple[int, ...] = ()  # the page of each part being read out

    def open(self, exhibit: Exhibit, at: str = "") -> None:
        document = exhibit.content
        assert isinstance(document, Document)
        self.wipe()
        self._exhibit = exhibit
        view = DocumentView(
            key=f"{exhibit.key} {exhibit.pack_version}",
            title=exhibit.title,
            source=words.source(exhibit.source, exhibit.source_date, exhibit.demo),
            blocks=tuple((block.kind.value, block.text) for block in document.blocks),
            notes=document.notes,
            can_hear=self._around.aloud is not None and self._around.aloud.can_read,
        )
        places = document.places()
        goal = (view.headings[places.index(at)][0], 0) if at in places else None
        self._view = replace(view, goal=goal)
        self.read()

    def read(self) -> None:
        """The text, where it was."""
        if self._view:
            self._contents = None
            self._stage.show(TEXT, self._view)

    def turn(self, page: int, pages: int) -> None:
        """To screen ``page`` of ``pages``, as laid out (0: not counted yet)."""
        if self._view and page >= 0:
            self._change(replace(self._view, page=page, pages=pages, goal=None, aloud=False))

    def back(self) -> bool:
        """返回: to the places that were found, if the text was opened at one of them; else out of the document."""
        if self._from_hits and self._hits:
            self._from_hits = False
            self._stage.show(HITS, self._hits)
            return True
        self.wipe()
        self._around.back()
        return True

    def renewed(self) -> None:
        """Another edition begins at its beginning; one that is gone is left."""
        if self._exhibit is None:
            return
        now = self._around.desk.find(self._exhibit.key)
        is_here = self._stage.now()[0] in (TEXT, CONTENTS, FIND, HITS) or self._around.whole.is_shown
        if now is not None and now.content == self._exhibit.content:
            return
        if not is_here:
            self.wipe()
        elif now is None or not isinstance(now.content, Document):
            self.back()
        else:
            self.open(now)

    def wipe(self) -> None:
        self._exhibit = self._view = self._contents = self._hits = None
        self._told, self._from_hits = (), False

    # -- contents -----------------------------------------------------------------------------------------------------

    def contents(self, now: int) -> None:
        """目录; ``now``: the heading that is read under."""
        if self._view:
            headings = tuple(text for _, text in self._view.headings)
            self._contents = ContentsView(self._view.title, headings, now)
            self._stage.show(CONTENTS, self._contents)

    def turn_contents(self, page: int) -> None:
        if self._contents:
            self._contents = replace(self._contents, page=page)
            self._stage.show(CONTENTS, self._contents)

    def to_heading(self, number: int) -> None:
        if self._view:
            self._from_hits = False
            self._go((self._view.headings[number][0], 0))

    # -- looking for words --------------------------------------------------------------------------------------------

    def find(self) -> None:
        self._write(self._view.asked if self._view else "")

    def again(self) -> None:
        """换个词."""
        self.find()

    def turn_hits(self, page: int) -> None:
        if self._hits:
            self._hits = replace(self._hits, page=page)
            self._stage.show(HITS, self._hits)

    def to_hit(self, number: int) -> None:
        if self._view:
            match = self._view.found[number]
            self._from_hits = True
            self._go((match.block, match.at))

    def _write(self, text: str) -> None:
        if self._view is None:
            return
        ask = Ask(
            words.FIND_TITLE, words.find_note(self._view.title), self._phrases(), limit=LONGEST,
            done_word=words.FIND_NOW, missing_note=words.FIND_MISSING, instead=words.TO_TEXT,
        )  # fmt: skip
        self.typing.write(FIND, ask, self._written, back=self.read, text=text, instead=self.read)

    def _phrases(self) -> tuple[str, ...]:
        """Ready words, each of which is found: what it is about, and its headings without their numbers."""
        if self._view is None:
            return ()
        topics = self._exhibit.topics if self._exhibit else ()
        headings = [without_number(text) for _, text in self._view.headings]
        texts = [text for _, text in self._view.blocks]
        known = dict.fromkeys(text for text in (*topics, *headings) if 0 < len(text) <= LONGEST_PHRASE)
        return tuple(islice((text for text in known if any(text in block for block in texts)), PHRASES))

    def _written(self, query: str) -> None:
        if self._view:
            texts = [text for _, text in self._view.blocks]
            self._stage.work(partial(matches, query, texts), partial(self._found, self._view.key, query))

    def _found(self, key: str, query: str, found: tuple[Match, ...]) -> None:
        view = self._view
        if view is None or view.key != key or self._stage.now()[0] != FIND:  # else the visitor has gone elsewhere
            return
        self._view = replace(view, asked=query, found=found)
        headings = [block for block, _ in view.headings]
        items = tuple(
            HitItem(line_around(match, view.blocks[match.block][1]), self._under(headings, match.block))
            for match in found
        )
        title = words.found(len(items), more=len(items) == MOST)
        self._hits = HitsView(title, words.looked_for(query), items)
        self._stage.show(HITS, self._hits)

    def _under(self, headings: Sequence[int], block: int) -> str:
        """The heading over a block; over a heading nothing, for it says itself where it stands."""
        assert self._view
        place = bisect_right(headings, block) - 1
        return self._view.blocks[headings[place]][1] if place >= 0 and headings[place] != block else ""

    # -- footnotes, and the voice -------------------------------------------------------------------------------------

    def notes(self, notes: Sequence[Note]) -> None:
        """Those of one screen in full."""
        if self._view:
            blocks = [("paragraph", f"{note.sign}{note.text}") for note in notes]
            self._around.whole.open(words.NOTES, blocks, self.read)

    def read_aloud(self, parts: Sequence[tuple[int, str]]) -> None:
        """These (screen, words), one after the other; the screen turns with the voice."""
        if self._view and self._around.aloud:
            self._told = tuple(page for page, _ in parts)
            self._change(replace(self._view, aloud=True))
            self._around.aloud.read([part for _, part in parts], partial(self._at_part, self._view.key))

    def be_quiet(self) -> None:
        if self._view:
            self._at_part(self._view.key, None)

    def _at_part(self, key: str, part: int | None) -> None:
        """The voice begins a part, or has come to its end."""
        view = self._view
        if view is None or view.key != key or not view.aloud:
            return
        told = self._told[part] if part is not None and part < len(self._told) else view.page
        changed = replace(view, page=told, aloud=part is not None)
        if changed != view:
            self._change(changed)

    def _go(self, place: Place) -> None:
        assert self._view
        self._view = replace(self._view, goal=place, aloud=False)
        self.read()

    def _change(self, view: DocumentView) -> None:
        """Shown, unless the visitor has gone elsewhere."""
        self._view = view
        if self._stage.now()[0] == TEXT:
            self._stage.show(TEXT, view)
