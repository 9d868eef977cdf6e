"""找一找 on real keys, in every mode: spelled, found, opened, and back; nothing of it outlives the visit."""

from __future__ import annotations

import gc
import weakref
from types import FrameType
from typing import Any

import pytest

from kiosk.ui.typing.pinyin import PinyinMissing
from kiosk.ui.typing.syllables import digits_of
from tests.ui.conftest import TurnedClock
from tests.ui.terminal.test_room_pages import Hall, hall

__all__ = ["hall"]  # a fixture


def spell(hall: Hall, letters: str) -> None:
    from kiosk.ui import look

    for symbol in digits_of(letters) if look.large() else letters:
        hall.tap(f"typing.{symbol}")


def find(hall: Hall, letters: str) -> None:
    hall.exhibition.start()
    hall.clock.frame()
    hall.tap("browse.find")
    hall.clock.until(lambda: hall.shell.page_name == "exhibition.find")
    hall.in_reach()
    spell(hall, letters)
    hall.tap("typing.done")
    hall.clock.until(lambda: hall.shell.page_name == "exhibition.found")


def held(secret: str) -> list[str]:
    """Objects anywhere in the process that still hold a text with `secret` in it; frames are the test's own."""
    gc.unfreeze()
    gc.collect()
    found = [
        repr(type(holder))
        for holder in gc.get_objects()
        if type(holder) is not FrameType
        and any(type(value) is str and secret in value and value != secret for value in gc.get_referents(holder))
    ]
    gc.freeze()
    return found


def view_of(hall: Hall) -> Any:
    return hall.shell.now()[1]


def test_a_word_is_spelled_found_and_opened(hall: Hall) -> None:
    find(hall, "dangfei")
    hall.in_reach()
    assert "党费" in view_of(hall).note
    assert view_of(hall).items[0].key == "starter/fee"
    hall.tap("found.starter/fee")
    assert hall.shell.page_name == "exhibition.poster"
    hall.shell._on_dock("back")
    hall.clock.frame()
    assert hall.shell.page_name == "exhibition.found"  # back to what was found, not to the list
    hall.in_reach()
    hall.shell._on_dock("back")
    hall.clock.until(lambda: hall.shell.page_name == "exhibition.find")
    assert view_of(hall).composer.text == "党费"
    hall.shell._on_dock("back")
    hall.clock.frame()
    assert hall.shell.page_name == "exhibition.browse"


def test_two_initials_are_enough(hall: Hall) -> None:
    find(hall, "df")
    assert view_of(hall).items[0].key == "starter/fee"


def test_nothing_found_says_what_to_do(hall: Hall) -> None:
    find(hall, "zhuangchuang")
    assert view_of(hall).items == ()
    hall.in_reach()
    hall.tap("found.again")
    hall.clock.until(lambda: hall.shell.page_name == "exhibition.find")
    hall.exhibition.browse()
    hall.clock.frame()
    assert hall.shell.page_name == "exhibition.browse"


def test_without_the_library_a_ready_word_finds_or_the_list_is_shown(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> Any:
        raise PinyinMissing("libgooglepinyin.so.0")

    monkeypatch.setattr(hall.find.typing, "_open", missing)
    hall.exhibition.start()
    hall.tap("browse.find")
    hall.clock.until(lambda: hall.shell.page_name == "exhibition.find")
    assert view_of(hall).missing
    hall.in_reach()
    hall.tap("typing.phrase.0")
    hall.tap("typing.done")
    hall.clock.until(lambda: hall.shell.page_name == "exhibition.found")
    assert view_of(hall).items
    hall.tap("found.again")
    hall.clock.until(lambda: hall.shell.page_name == "exhibition.find")
    hall.tap("typing.instead")
    assert hall.shell.page_name == "exhibition.browse"


def test_what_was_looked_for_goes_with_the_visit(window: Any, clock: TurnedClock, themed: None) -> None:
    """By weak references and by a search of the heap, while the pages themselves stay for the next visitor."""
    hall = Hall(clock, window)
    find(hall, "xiaoshihouderen")
    query = hall.find._query
    assert len(query) >= 4 and held(query[1:])
    items = [weakref.ref(view_of(hall))]
    hall.tap("found.again")
    hall.clock.until(lambda: hall.shell.page_name == "exhibition.find")
    items.append(weakref.ref(view_of(hall).composer))
    hall.shell.end_visit()
    for _ in range(3):
        clock.frame()
    gc.collect()
    assert [one() for one in items] == [None, None]
    secret = query[1:]
    del query
    assert held(secret) == []
    hall.shell.close()


def test_a_page_of_finds_left_for_the_warning_comes_back_the_same(
    window: Any, clock: TurnedClock, themed: None
) -> None:
    hall = Hall(clock, window)
    find(hall, "dang")
    before = view_of(hall)
    assert hall.shell.front
    hall.shell.front.leave()
    hall.shell._bring(*hall.shell.now())
    clock.frame()
    assert view_of(hall) == before and hall.targets()
    hall.shell.close()
