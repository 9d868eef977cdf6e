"""A document on its page: read, its contents, words looked for and marked, its footnotes; nothing of a visit stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from content.kinds.document import MOST_CHARACTERS, parse
from content.kinds.kind import ExhibitKind
from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, open_pack
from kiosk.ui.voice.announcer import Announcer
from tests.ui.conftest import TurnedClock
from tests.ui.terminal.test_room_pages import _panel_size

PACK = open_pack(STARTER, decode=False)
NOW = datetime(2026, 11, 21, 10, 26)
SENTENCE = "居民小组每个月第一个星期六开一次会，商量楼道里的事。"
RULES = "\n\n".join(
    f"## 第 {number} 章\n\n{SENTENCE * 8}第 {number} 处脚注[^{number}]。\n\n[^{number}]: 第 {number} 条脚注的话。"
    for number in range(1, 31)
)


def document(text: str, key: str = "rules", version: str = "1") -> Exhibit:
    made, _ = parse(text)
    return Exhibit(
        key, ExhibitKind.DOCUMENT, "居民公约（演示）", Path(key), "demo", version, source="演示", content=made,
        source_date=date(2026, 11, 1), demo=True, topics=("楼道",),
    )  # fmt: skip


class Reading:
    """A shell with the exhibition in it, and one document on."""

    def __init__(self, clock: TurnedClock, window: Any, exhibit: Exhibit, announcer: Announcer | None = None) -> None:
        from kivy.clock import Clock

        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.features.exhibition.terminal import pages as exhibition
        from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
        from kiosk.features.exhibition.terminal.find_flow import FindFlow, Ways
        from kiosk.features.exhibition.terminal.finder import Finder
        from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
        from kiosk.features.exhibition.terminal.modules.registry import MODULES
        from kiosk.ui.page import Page
        from kiosk.ui.voice.film_sound import FilmSound

        class Blank(Page):
            name = "attract"

        class Home(Page):
            name = "home"

        self.clock = clock
        self.shell = Shell(Visit(Times(warn=1e9, wipe=2e9, reading_warn=1e9)), "云溪里", keeps_mode=True)
        self.shell.size_hint, self.shell.size = (None, None), _panel_size()
        self.shell.add_pages({"attract": Blank, "home": Home})
        self.desk = ExhibitionDesk((self.pack(exhibit),), PACK, lambda: NOW)
        sound = FilmSound(announcer, self.shell.post, self.shell.after, 2)
        self.shell.on_wipe(sound.reset)
        self.flow = ExhibitionFlow(self.shell, self.desk, None, MODULES, sound=sound)
        finder = Finder(self.desk.installed)
        self.find = FindFlow(self.shell, self.desk, finder, Ways(self.flow.open_from, self.flow.browse))
        self.shell.add_pages(exhibition.pages(self.flow, self.find))
        self.shell.show("attract", None)
        window.add_widget(self.shell)
        self.shell.visit.begin(Clock.time())
        self.shell.home()

    def pack(self, *exhibits: Exhibit) -> Any:
        return replace(PACK, name="demo", exhibits=exhibits, banks=())

    def open(self, at: str = "") -> None:
        self.flow.open("demo/rules", at)
        self.settle()

    def settle(self) -> None:
        """Until the text is laid out."""
        self.clock.until(lambda: self.shell.page_name != "exhibition.document" or self.page.screens > 0)
        self.clock.frame()

    @property
    def page(self) -> Any:
        return self.shell.front

    @property
    def view(self) -> Any:
        return self.shell.now()[1]

    def names(self) -> list[str]:
        return [one.tap_name for one in self.page.walk(restrict=True) if getattr(one, "tap_name", "") and not one.off]

    def tap(self, name: str) -> None:
        (target,) = [one for one in self.page.walk(restrict=True) if getattr(one, "tap_name", "") == name]
        assert not target.off
        target.on_tap()
        self.clock.frame()
        self.settle()

    def look_for(self, word: str) -> None:
        self.tap("document.find")
        self.clock.until(lambda: self.shell.page_name == "exhibition.document.find")
        self.view.composer.put(word)
        kind: Any = self.flow.kinds[ExhibitKind.DOCUMENT]
        kind.typing.finish()
        self.clock.until(lambda: self.shell.page_name == "exhibition.document.hits")

    def told(self) -> str:
        from kiosk.ui.widgets.paged.text_pages import Passage

        return "\n".join(one.spoken for one in self.page.walk(restrict=True) if isinstance(one, Passage))

    def marks(self) -> int:
        from kiosk.features.exhibition.terminal.modules.document.marked import Marked

        return sum(len(one._spans) for one in self.page.walk(restrict=True) if isinstance(one, Marked))


@pytest.fixture(params=["standard", "large", "landscape"])
def reading(request: pytest.FixtureRequest, window: Any, clock: TurnedClock, themed: None) -> Iterator[Reading]:
    from kiosk.ui import look
    from kiosk.ui.theme import Mode, Panel

    if request.param == "large":
        look.use(replace(look.theme(), mode=Mode(large=True)))
    if request.param == "landscape":
        look.use(replace(look.theme(), panel=Panel(960, 540, ppi=34.42, bottom_mm=900.0, view_distance=1.25)))
    made = Reading(clock, window, document(RULES))
    yield made
    made.shell.close()


@pytest.fixture
def one(window: Any, clock: TurnedClock, themed: None) -> Iterator[Any]:
    """Opens documents of its own."""
    made: list[Reading] = []

    def open_one(text: str) -> Reading:
        made.append(Reading(clock, window, document(text)))
        made[-1].open()
        return made[-1]

    yield open_one
    for reading in made:
        reading.shell.close()


def test_a_heading_of_the_contents_is_gone_to(reading: Reading) -> None:
    reading.open()
    assert "第 1 章" in reading.told() and "版本日期：2026 年 11 月 1 日" in reading.view.source
    reading.tap("document.contents")
    assert reading.shell.page_name == "exhibition.document.contents" and reading.view.now == 0
    reading.tap("contents.next")
    number = reading.view.page * reading.page._rows
    reading.tap(f"contents.{number}")
    assert reading.shell.page_name == "exhibition.document" and f"第 {number + 1} 章" in reading.told()
    reading.tap("document.contents")
    assert abs(reading.view.now - number) <= 1  # it opens where one reads
    reading.tap("contents.text")
    assert f"第 {number + 1} 章" in reading.told()


def test_words_are_found_marked_and_left_again(reading: Reading) -> None:
    reading.open()
    reading.look_for("第 29 处")
    assert [item.where for item in reading.view.items] == ["第 29 章"]
    reading.tap("hits.0")
    assert "第 29 处脚注" in reading.told() and reading.marks() == 1
    reading.shell._on_dock("back")
    assert reading.shell.page_name == "exhibition.document.hits"
    reading.tap("hits.text")
    reading.shell._on_dock("back")
    assert reading.shell.page_name == "exhibition.browse"


def test_the_footnotes_of_a_screen_are_read_in_full_and_led_back_from(reading: Reading) -> None:
    reading.open("第 20 章")
    page = reading.view.page
    assert page > 0 and "第 20 章" in reading.told()
    while "document.notes" not in reading.names():
        reading.tap("document.on")
    page = reading.view.page
    reading.tap("document.notes")
    assert reading.shell.page_name == "exhibition.whole" and "条脚注的话" in reading.told()
    reading.shell._on_dock("back")
    assert reading.shell.page_name == "exhibition.document" and reading.view.page == page


def test_every_screen_shows_exactly_the_notes_that_are_called_on_it(one: Any) -> None:
    reading = one(RULES)
    seen: list[int] = []
    for page in range(reading.page.screens):
        notes = reading.page._pages.notes_on(page, reading.view.notes)
        told = "".join(reading.page._pages.told(page))
        assert [note.sign in told for note in notes] == [True] * len(notes)
        seen += [note.number for note in notes]
    assert seen == list(range(1, 31))


def test_a_ready_word_is_one_that_is_found(one: Any) -> None:
    """The keeper's topics are words too, and one need not stand in the text; a heading goes without its number."""
    text = (
        "开头。\n\n## 一、种地和吃饭\n\n话。\n\n## 第二章 看病\n\n话。\n\n## （三）路、桥\n\n话。\n\n## 4. 水\n\n话。"
    )
    reading = one(text)
    reading.tap("document.find")
    reading.clock.until(lambda: reading.shell.page_name == "exhibition.document.find")
    assert reading.view.ask.phrases == ("种地和吃饭", "看病", "路、桥", "水")
    reading.tap("typing.phrase.1")
    reading.tap("typing.done")
    reading.clock.until(lambda: reading.shell.page_name == "exhibition.document.hits")
    reading.tap("hits.0")


def test_nothing_of_it_outlives_the_visit(reading: Reading) -> None:
    reading.open("第 9 章")
    reading.look_for("星期六")
    reading.tap("hits.1")
    flow: Any = reading.flow.kinds[ExhibitKind.DOCUMENT]
    reading.shell.end_visit()
    reading.clock.frame()
    assert (flow._view, flow._hits, flow._exhibit) == (None, None, None)
    reading.shell.begin_visit()
    reading.open()
    assert reading.view.page == 0 and reading.marks() == 0 and reading.view.asked == ""


@pytest.mark.parametrize("text", ["字", "字" * 100, "一段话。" * 2_500, "- 一条\n\n" * 3])
def test_a_text_without_headings_has_no_contents(one: Any, text: str) -> None:
    reading = one(text)
    assert "document.contents" not in reading.names() and "document.find" in reading.names()
    assert reading.told()


def test_forty_thousand_letters_are_laid_out_a_few_lines_a_frame(one: Any, clock: TurnedClock) -> None:
    """And the first screen stands at once; so does a paragraph of ten thousand letters."""
    from kiosk.ui.widgets.paged.text_pages import LINES_A_STEP

    paragraphs = "\n\n".join(SENTENCE * 12 for _ in range(MOST_CHARACTERS // len(SENTENCE * 12)))
    made = one("字")
    for number, text in enumerate((paragraphs, "字" * 10_000)):
        made.desk.renew((made.pack(document(text, "rules", str(number + 2))),), PACK)
        made.flow.open("demo/rules")
        assert made.told()
        most, before = 0, made.page._pages.lines_broken
        while not made.page._pages.done:
            clock.frame()
            most = max(most, made.page._pages.lines_broken - before)
            before = made.page._pages.lines_broken
        assert most <= LINES_A_STEP + 30  # a screen more at most


def test_another_edition_begins_anew_and_one_that_is_gone_is_left(one: Any) -> None:
    reading = one(RULES)
    reading.tap("document.on")
    assert reading.view.page == 1
    reading.desk.renew((reading.pack(document(RULES, version="2")),), PACK)
    reading.flow.renewed()
    assert reading.view.page == 1  # the same text in another version of its pack
    reading.desk.renew((reading.pack(document(RULES + "\n\n## 附则\n\n补。", version="3")),), PACK)
    reading.flow.renewed()
    reading.settle()
    assert reading.view.page == 0 and len(reading.view.headings) == 31
    reading.desk.renew((PACK,), PACK)
    reading.flow.renewed()
    assert reading.shell.page_name == "exhibition.browse"


def test_what_the_whole_hall_search_found_is_opened_at_its_heading(reading: Reading) -> None:
    reading.find._query, on = "第 17 处脚注", reading.desk.on_now()
    hits = reading.find._finder.search("第 17 处脚注", on, lambda letters: ())
    assert (hits[0].exhibit.id, hits[0].at) == ("rules", "第 17 章")
    reading.flow.open_from("demo/rules", reading.flow.browse, hits[0].at)
    reading.settle()
    assert "第 17 章" in reading.told()
