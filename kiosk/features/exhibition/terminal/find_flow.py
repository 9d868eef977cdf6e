"""找一找, step by step: write a word -> what was found, in pages -> one exhibit, and back.

Plain Python on Kivy's thread; the search itself runs on a worker. What was written goes with the visit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.features.exhibition.rules.search import MOST, Hit
from kiosk.features.exhibition.terminal import words
from kiosk.features.exhibition.terminal.desk import ExhibitionDesk, icon_of, reading_minutes
from kiosk.features.exhibition.terminal.finder import Finder
from kiosk.features.exhibition.terminal.views import FoundItem, FoundView
from kiosk.ui.stage import Stage
from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.typing.pinyin import open_pinyin
from kiosk.ui.typing.session import Ask, TypingSession
from kiosk.ui.typing.spelling import Decoder

FIND, FOUND = "exhibition.find", "exhibition.found"
LONGEST = 20  # characters of a query
PHRASES = 6


@dataclass(frozen=True)
class Ways:
    """Where finding leads: `open` one by its key, with the way back, at a place within; `browse` the whole list."""

    open: Callable[[str, Callable[[], None], str], None]
    browse: Callable[[], None]


class FindFlow:
    """`finder` searches; `local` are the packs' own words; `open_decoder` as for any typing."""

    def __init__(
        self, stage: Stage, desk: ExhibitionDesk, finder: Finder, ways: Ways,
        local: LocalWords | None = None, open_decoder: Callable[[], Decoder] = open_pinyin,
    ) -> None:  # fmt: skip
        self._stage, self._desk, self._ways, self._local = stage, desk, ways, local or LocalWords()
        self._finder = finder
        self.typing = TypingSession(stage, self._local, open_decoder)
        self._query, self._hits, self._page = "", tuple[Hit, ...](), 0
        stage.on_wipe(self.wipe)

    def start(self) -> None:
        """Tapped on the list."""
        self._write("")

    def again(self) -> None:
        """换个词: what was written stands there still."""
        self._write(self._query)

    def turn(self, page: int) -> None:
        self._page = page
        self._show()

    def open(self, key: str, at: str = "") -> None:
        self._ways.open(key, self._show, at)

    def browse(self) -> None:
        self._ways.browse()

    def back(self) -> bool:
        """The dock's 返回 on what was found: to the writing."""
        self.again()
        return True

    def renewed(self) -> None:
        """Something else is on: of what was found, something or somebody may be gone, also where the visitor is
        elsewhere and comes back.
        """
        on = self._desk.on_now()
        self._hits = tuple(hit for hit in self._hits if hit.exhibit in on)
        if self._stage.now()[0] == FOUND:
            self._written(self._query)

    def wipe(self) -> None:
        self._query, self._hits, self._page = "", (), 0

    def _write(self, text: str) -> None:
        ask = Ask(
            words.FIND_TITLE, words.FIND_NOTE, self._phrases(), limit=LONGEST, done_word=words.FIND_NOW,
            missing_note=words.FIND_MISSING, instead=words.FIND_IN_LIST,
        )  # fmt: skip
        self.typing.write(FIND, ask, self._written, back=self._ways.browse, text=text, instead=self._ways.browse)

    def _phrases(self) -> tuple[str, ...]:
        """Words that find something: the packs' own that stand in a title, then the topics."""
        on = self._desk.on_now()
        titles = "\n".join(exhibit.title for exhibit in on)
        known = [word for word in self._local.texts() if word in titles]
        topics = [topic for exhibit in on for topic in exhibit.topics]
        return tuple(dict.fromkeys([*known, *topics]))[:PHRASES]

    def _written(self, query: str) -> None:
        self._query = query
        job = partial(self._finder.search, query, self._desk.on_now(), self._meant)
        self._stage.work(job, partial(self._ready, query))

    def _meant(self, letters: str) -> Sequence[str]:
        """Words of the packs that the letters are spelled or begun by."""
        return [hit.text for hit in self._local.match(letters) if hit.used == len(letters)]

    def _ready(self, query: str, hits: tuple[Hit, ...]) -> None:
        page = self._stage.now()[0]
        if query == self._query and page in (FIND, FOUND):  # else the visitor has gone elsewhere
            self._hits, self._page = hits, 0 if page == FIND else self._page
            self._show()

    def _show(self) -> None:
        near = bool(self._hits) and self._hits[0].near
        items = tuple(map(_item, self._hits))
        title = words.found(len(items), more=len(items) == MOST)
        self._stage.show(FOUND, FoundView(title, words.looked_for(self._query, near), items, self._page))


def _item(hit: Hit) -> FoundItem:
    exhibit = hit.exhibit
    kind, icon = exhibit.kind.value, icon_of(exhibit.kind)
    if hit.line:
        return FoundItem(exhibit.key, exhibit.title, hit.line, icon, hit.at, words.found_at(hit.at, hit.more))
    if hit.at:
        return FoundItem(exhibit.key, hit.at, words.found_in(kind, exhibit.title), icon, hit.at)
    is_read = exhibit.article or exhibit.alternative
    note = words.kind_and_minutes(kind, reading_minutes(exhibit)) if is_read else words.KINDS[kind]
    return FoundItem(exhibit.key, exhibit.title, note, icon)
