"""How a screen asks for a sentence: opens the decoder, holds what is written, wipes it with the visit.

    class WishFlow:
        def __init__(self, stage: Stage, local: LocalWords) -> None:
            self._typing = TypingSession(stage, local)

        def start(self) -> None:
            self._typing.write("wish.write", Ask("写一句留言", phrases=("谢谢您", "办事很快")), self._written)

        def _written(self, sentence: str) -> None: ...

    # screen.py
    class WishWrite(TypingPage):
        name = "wish.write"

One session a flow; the decoder behind all of them is one a process and opens at the first `write`, on a worker.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.ui.stage import Stage
from kiosk.ui.typing.composer import Composer, Shelf
from kiosk.ui.typing.full_keys import FullKeys
from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.typing.nine_key import NineKeys
from kiosk.ui.typing.pinyin import PinyinMissing, open_pinyin
from kiosk.ui.typing.spelling import Decoder


@dataclass(frozen=True)
class Ask:
    """What is asked of the visitor. `phrases` are ready sentences, a tap each; an empty sentence may not go on unless
    `may_be_empty`. `done_word` is the primary's. Where pinyin is missing, `missing_note` says what to do and `instead`
    is the word of a button that leads another way."""

    title: str
    note: str = ""
    phrases: tuple[str, ...] = ()
    limit: int = 100
    may_be_empty: bool = False
    done_word: str = ""
    missing_note: str = ""
    instead: str = ""


@dataclass(frozen=True)
class TypingView:
    """What a `TypingPage` draws. The composer changes under the page's keys; `missing`: pinyin is not to be had."""

    ask: Ask
    composer: Composer
    missing: bool = False


class TypingSession:
    """`open_decoder` reads files and raises PinyinMissing; it is called on a worker thread."""

    def __init__(
        self, stage: Stage, local: LocalWords | None = None, open_decoder: Callable[[], Decoder] = open_pinyin
    ) -> None:
        self._stage, self._local, self._open = stage, local or LocalWords(), open_decoder
        self._full: FullKeys | None = None
        self._nine: NineKeys | None = None
        self._composers: tuple[Composer, ...] = ()
        self._done: Callable[[str], None] | None = None
        self._back: Callable[[], None] | None = None
        self._instead: Callable[[], None] | None = None
        self.missing: PinyinMissing | None = None  # why typing is not to be had, for the staff page and the journal
        stage.on_wipe(self.wipe)

    def write(
        self,
        page: str,
        ask: Ask,
        done: Callable[[str], None],
        *,
        back: Callable[[], None] | None = None,
        text: str = "",
        instead: Callable[[], None] | None = None,
    ) -> None:
        """Show the typing page named `page`, with `text` standing in it; `done` gets the sentence. `back` is where the
        dock's 返回 leads, home without it; `instead` the other way of `ask`."""

        def ready(composers: tuple[Composer, ...], missing: bool) -> None:
            composers[0].put(text[: ask.limit])
            self._stage.show(page, TypingView(ask, composers[0], missing=missing))

        self.compose(1, ask.limit, ready)
        self._done, self._back, self._instead = done, back, instead

    def compose(self, fields: int, limit: int, ready: Callable[[tuple[Composer, ...], bool], None]) -> None:
        """A composer for each of several fields, empty, for a page of the caller's own; `ready` gets them, and whether
        pinyin is missing. The page says by `use` how it spells.
        """
        self.wipe()
        composers = self._composers = tuple(Composer(None, limit=limit) for _ in range(fields))

        def tell() -> None:
            if self._composers is composers:
                ready(composers, self._full is None)

        def opened(decoder: Decoder) -> None:
            self._full, self._nine = FullKeys(decoder, self._local), NineKeys(decoder, self._local)
            self.missing = None
            tell()

        def not_opened(error: Exception) -> None:
            if not isinstance(error, PinyinMissing):
                raise error
            self.missing = error
            tell()

        if self._full:
            tell()
        else:
            self._stage.work(self._open, opened, not_opened)

    def use(self, *, nine: bool, shelf: Shelf) -> None:
        """The page draws the nine-key pad or the full keyboard, with this row for candidates."""
        for composer in self._composers:
            composer.use(self._nine if nine else self._full, shelf)

    def finish(self) -> None:
        """下一步: what is still spelled becomes its first candidate, and the sentence goes to the flow."""
        if self._composers and self._done:
            self._composers[0].settle()
            self._done(self._composers[0].text.strip())

    def go_instead(self) -> None:
        """The other way, where pinyin is missing."""
        instead = self._instead
        if instead:
            self.wipe()
            instead()

    def go_back(self) -> bool:
        """The dock's 返回: True when it led somewhere of the flow's. What was written goes."""
        back = self._back
        if back is None:
            return False
        self.wipe()
        back()
        return True

    def wipe(self) -> None:
        """The end of the visit: nothing of what was typed stays, in no buffer."""
        for composer in self._composers:
            composer.wipe()
        for spelling in (self._full, self._nine):
            if spelling:
                spelling.forget()
        self._composers = ()
        self._done = self._back = self._instead = None
