"""What 找一找 asks: an index of everything installed, made anew on a thread of its own when that is another.

No page waits for it: who searches is on a worker, and waits there for the index that is being made. It lies in memory,
about 24 MB for 10,000 documents of 500 characters, and holds nothing that the packs do not.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from content.pack.exhibit import Exhibit
from kiosk.features.exhibition.rules.index import Index
from kiosk.features.exhibition.rules.search import Expand, Hit, Shown, search
from kiosk.ui.typing.initials import initials
from kiosk.ui.typing.pinyin import PinyinMissing, open_pinyin
from kiosk.ui.typing.spelling import Decoder

log = logging.getLogger("kiosk.exhibition")


class Finder:
    """`open_decoder` as for any typing: initials are asked of it, and without it there are none."""

    def __init__(self, exhibits: Sequence[Exhibit] = (), open_decoder: Callable[[], Decoder] = open_pinyin) -> None:
        self._open = open_decoder
        self._initials: Mapping[str, str] | None = None  # the thread's own
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="exhibit-index")
        self._made: Future[Index] = self._pool.submit(self._index, tuple(exhibits))

    def renew(self, exhibits: Sequence[Exhibit]) -> None:
        """From here on these are installed."""
        self._made.cancel()
        self._made = self._pool.submit(self._index, tuple(exhibits))

    def search(self, query: str, on: Sequence[Exhibit], expand: Expand) -> tuple[Hit, ...]:
        """What of the installed shows now (`on`) and speaks of `query`; for a worker: it waits for the index."""
        return search(query, Shown(self._made.result(), on), expand)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _index(self, exhibits: tuple[Exhibit, ...]) -> Index:
        if self._initials is None:
            try:
                self._initials = initials(self._open())
            except PinyinMissing as missing:
                log.warning("nothing is found by initials: %s", missing.what)
                self._initials = {}
        return Index(exhibits, self._initials)
