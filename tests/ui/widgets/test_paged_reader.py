"""A document of 20,000 characters opens at once and is counted a few lines a frame; pages may be pictures too."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ui.conftest import TurnedClock

SENTENCE = "社区党群服务中心上午8:30开门，请先在大厅取号；办理组织关系接转，需带身份证和介绍信。"
CHARACTERS = 20_000


class Letter:
    """A flow with a reader: it keeps the page, as flows do."""

    def __init__(self, window: Any, clock: TurnedClock, document: Any) -> None:
        from kiosk.ui.widgets.paged.paged_reader import PagedReader

        self.clock = clock
        self.page, self.pages = 0, 1
        self.reader = PagedReader(self.turn, tap="letter", changed=self.show)
        self.reader.size_hint, self.reader.size = (None, None), (520, 800)
        window.add_widget(self.reader)
        self.reader.open(document)
        self.show()

    def turn(self, page: int, pages: int) -> None:
        self.page, self.pages = page, pages
        self.show()

    def show(self) -> None:
        self.reader.show(self.page, self.pages)

    def tap(self, name: str) -> None:
        from kiosk.apps.demo.finger import target

        target(self.reader, f"letter.{name}").dispatch("on_tap")
        self.clock.frame()

    def words(self) -> str:
        return "".join(w.spoken for w in self.reader.walk(restrict=True) if type(w).__name__ == "Passage")


def long_text(*, paragraphs: int) -> Any:
    from kiosk.ui.widgets.paged.text_pages import TextPages

    text = (SENTENCE * (CHARACTERS // len(SENTENCE) + 1))[:CHARACTERS]
    size = CHARACTERS // paragraphs
    blocks: list[tuple[str, str]] = []
    for place in range(paragraphs):
        blocks += [("heading", f"第 {place} 段"), ("paragraph", text[place * size : (place + 1) * size])]
    return TextPages(blocks, 420, 700)


@pytest.mark.usefixtures("themed")
@pytest.mark.parametrize("paragraphs", [1, 40])
def test_no_frame_lays_out_the_whole_document(window: Any, clock: TurnedClock, paragraphs: int) -> None:
    from kiosk.ui.widgets.paged.text_pages import LINES_A_STEP

    document = long_text(paragraphs=paragraphs)
    letter = Letter(window, clock, document)
    page_of_lines = 700 // 25 + 4
    assert 0 < document.lines_broken <= LINES_A_STEP + page_of_lines
    assert letter.words().startswith("第 0 段社区党群服务中心")  # the first page stands at once
    assert letter.reader.pages == 0  # and the rest is still counted
    frames, before = 0, document.lines_broken
    while not document.done:
        clock.frame()
        assert document.lines_broken - before <= LINES_A_STEP + page_of_lines
        frames, before = frames + 1, document.lines_broken
    assert frames >= 8
    assert letter.reader.pages == document.ready > 20
    clock.frame()
    told = "".join(part for _, part in letter.reader.told_from(0) if not part.startswith("第 "))
    assert told.replace(" ", "") == (SENTENCE * 1000)[: CHARACTERS // paragraphs * paragraphs].replace(" ", "")


@pytest.mark.usefixtures("themed")
def test_the_page_asked_for_before_it_is_counted_comes_when_it_is_ready(window: Any, clock: TurnedClock) -> None:
    document = long_text(paragraphs=40)
    letter = Letter(window, clock, document)
    letter.reader.to_heading(39)
    assert letter.page == 0 and not document.done
    while not document.done:
        clock.frame()
    clock.frame()
    assert letter.page == document.page_of_heading(39) and "第 39 段" in letter.words()
    letter.tap("back")
    assert letter.reader.page == letter.page == document.page_of_heading(39) - 1


@pytest.mark.usefixtures("themed")
def test_in_the_middle_the_same_buttons_turn_on(window: Any, clock: TurnedClock) -> None:
    from kiosk.apps.demo.finger import target

    letter = Letter(window, clock, long_text(paragraphs=40))
    clock.until(lambda: letter.reader.pages > 0)
    letter.tap("on")
    button = target(letter.reader, "letter.on")
    for page in (2, 3):
        letter.tap("on")
        assert letter.reader.page == page and target(letter.reader, "letter.on") is button  # drawn once: quick to turn
    letter.tap("back")
    assert letter.reader.page == 2


@pytest.mark.usefixtures("themed")
def test_another_mode_comes_back_to_the_same_share(window: Any, clock: TurnedClock) -> None:
    document = long_text(paragraphs=40)
    letter = Letter(window, clock, document)
    letter.page, letter.pages = 30, 60  # of the pages there were in 大字
    letter.reader.open(document)
    letter.show()
    while not document.done:
        clock.frame()
    clock.frame()
    assert letter.reader.page == round(document.ready / 2)
    letter.tap("on")
    assert (letter.page, letter.pages) == (round(document.ready / 2) + 1, document.ready)


@pytest.mark.usefixtures("themed")
def test_a_page_left_half_counted_goes_on_when_it_comes_back(window: Any, clock: TurnedClock) -> None:
    document = long_text(paragraphs=1)
    letter = Letter(window, clock, document)
    clock.frame()
    letter.reader.rest()
    stood = document.lines_broken
    for _ in range(20):
        clock.frame()
    assert document.lines_broken == stood
    letter.show()
    clock.until(lambda: document.done)


@pytest.mark.usefixtures("themed")
def test_a_letter_of_pictures_is_turned_with_the_same_buttons(window: Any, clock: TurnedClock) -> None:
    from kivy.graphics.texture import Texture

    from kiosk.apps.demo.finger import TargetMissing, target
    from kiosk.ui.voice.spoken_forms import reading_of
    from kiosk.ui.widgets.paged.paged_reader import PicturePages
    from kiosk.ui.widgets.picture import Picture

    pages = [Texture.create(size=(60, 80)) for _ in range(3)]
    letter = Letter(window, clock, PicturePages(pages, ("第一页", "第二页", "第三页")))
    assert letter.reader.pages == 3
    with pytest.raises(TargetMissing, match=r"letter.back \(off\)"):
        target(letter.reader, "letter.back")
    letter.tap("on")
    letter.tap("on")
    (shown,) = (w for w in letter.reader.walk(restrict=True) if isinstance(w, Picture))
    assert shown.texture is pages[2]
    with pytest.raises(TargetMissing, match=r"letter.on \(off\)"):
        target(letter.reader, "letter.on")

    class AsPage:
        def spoken_order(self) -> list[Any]:
            return [letter.reader]

    assert reading_of(AsPage())[0] == "第三页"
