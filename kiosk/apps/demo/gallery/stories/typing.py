"""Typing: keys, candidates, the field, and the page they make, with an invented neighbourhood."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from kiosk.apps.demo.gallery.story import Story, held
from kiosk.ui import look
from kiosk.ui.pages.typing_page import TypingPage
from kiosk.ui.stage import Stage
from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.typing.pinyin import PinyinMissing, open_pinyin
from kiosk.ui.typing.session import Ask, TypingSession
from kiosk.ui.typing.spelling import Decoder
from kiosk.ui.typing.syllables import digits_of
from kiosk.ui.widgets.layout import Row
from kiosk.ui.widgets.typing.candidate_row import Candidates
from kiosk.ui.widgets.typing.key import Key, Kind
from kiosk.ui.widgets.typing.text_field import TextField

TITLE = "Key, TextField, TypingPage"
ASK = Ask("写一句留言", "不写姓名也行", ("谢谢您", "办事很快", "希望改进", "想参加活动"))
WRITTEN = "社区食堂的菜很好吃，希望周末也能开门，我们"
KINDS: tuple[Kind, ...] = ("plain", "fn", "word", "first", "syllable", "settled")


def stories() -> Iterator[Story]:
    yield Story("keys: " + ", ".join(KINDS) + "; pressed, off", _keys, high=150)
    yield Story("first page of candidates", partial(_candidates, ("欢迎", "幻影", "换", "还"), before=False), high=130)
    yield Story("a later page", partial(_candidates, ("寰", "缓", "焕"), before=True), high=130)
    yield Story("nothing spelled", partial(_candidates, (), before=False), high=130)
    yield Story("field, empty", partial(_field, "", ""), high=340)
    yield Story("field, spelling", partial(_field, WRITTEN, "huan'ying"), high=340)
    yield Story("field, full", partial(_field, "长" * 100, ""), high=340)
    yield Story("page, before the first key", partial(_page, ""), page=True)
    yield Story("page, spelling", partial(_page, "huanying"), page=True)
    yield Story("page, pinyin missing", partial(_page, "", missing=True), page=True)


def _keys() -> Any:
    keys = [Key("字", _nothing, tap=kind, kind=kind) for kind in KINDS]
    keys.append(held(Key("字", _nothing, tap="pressed"), pressed=True))
    keys.append(held(Key("字", _nothing, tap="off"), off=True))
    return Row(*keys, gap=16)


def _candidates(page: tuple[str, ...], *, before: bool) -> Any:
    row = Candidates(_ignore, _ignore)
    row.show(page, before, bool(page), "点字母拼出来，这里选字")
    return row


def _field(text: str, spelled: str) -> Any:
    field = TextField(100, hint="不写姓名也行")
    field.show(text, spelled)
    return field


class _Page(TypingPage):
    name = "gallery.typing"


class _Stage:
    """Opens the decoder at once and keeps the view."""

    view: Any = None

    def show(self, page: str, view: object) -> None:
        self.view = view

    def work(self, job: Callable[[], Any], done: Callable[[Any], None], failed: Any = None) -> None:
        try:
            decoder = job()
        except PinyinMissing as error:
            failed(error)
        else:
            done(decoder)

    def on_wipe(self, call: Callable[[], None]) -> None:
        """A gallery has no visits."""


def _page(letters: str, *, missing: bool = False) -> Any:
    stage = _Stage()
    session = TypingSession(
        cast(Stage, stage), LocalWords([("云溪里", "yun xi li")]), _missing if missing else open_pinyin
    )
    session.write("gallery.typing", ASK, _ignore, text=WRITTEN if letters else "")
    page = _Page(session)
    page.show(stage.view)
    for symbol in digits_of(letters) if look.large() else letters:
        stage.view.composer.spell(symbol)
    page.show(stage.view)
    return page


def _missing() -> Decoder:
    raise PinyinMissing("libgooglepinyin.so.0")


def _ignore(_value: object) -> None:
    """A gallery leads nowhere."""


def _nothing() -> None:
    """Nor do its keys."""
