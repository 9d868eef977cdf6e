"""The state machine: nothing spelled is lost, nothing wiped is left."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.ui.typing.composer import Chosen, Composer, Shelf
from kiosk.ui.typing.full_keys import FullKeys
from kiosk.ui.typing.nine_key import NineKeys
from kiosk.ui.typing.pinyin import open_pinyin
from tests.ui.typing.conftest import LOCAL


def spelled(composer: Composer, row: str) -> Composer:
    for symbol in row:
        composer.spell(symbol)
    return composer


def test_a_sentence_is_written(full: FullKeys) -> None:
    composer = spelled(Composer(full), "yunxilishequshitang")
    assert composer.composing == "yun'xi'li'she'qu'shi'tang"
    composer.choose(0)
    assert composer.composing == "云溪里she'qu'shi'tang" and composer.text == ""
    composer.choose(0)
    composer.put("，")
    spelled(composer, "xiexie").space()
    assert composer.text == "云溪里社区食堂，谢谢"


def test_back_undoes_a_choice_then_a_letter_then_a_character(full: FullKeys) -> None:
    composer = spelled(Composer(full), "yunxilishequ")
    composer.choose(0)
    composer.back()
    assert (composer.spelled, composer.chosen) == ("yunxilishequ", ())
    composer.back()
    assert composer.spelled == "yunxilisheq"
    composer.again()
    composer.put("好")
    composer.back()
    composer.back()
    assert composer.text == ""


def test_space_is_a_space_when_nothing_is_spelled(full: FullKeys) -> None:
    composer = Composer(full)
    composer.put("A")
    composer.space()
    composer.put("1")
    assert composer.text == "A 1"


def test_letters_no_one_can_read_stay_letters(full: FullKeys) -> None:
    composer = spelled(Composer(full), "ivu")
    assert composer.page() == ("ivu",)
    composer.put("。")
    assert composer.text == "ivu。"


def test_candidates_are_turned_page_by_page(full: FullKeys) -> None:
    composer = spelled(Composer(full), "shi")
    first = composer.page()
    assert composer.has_page_after and not composer.has_page_before
    composer.turn(1)
    assert composer.page() != first and composer.has_page_before
    composer.turn(-1)
    composer.turn(-1)
    assert composer.page() == first


def test_the_limit_holds_and_says_so(full: FullKeys) -> None:
    composer = spelled(Composer(full, limit=4), "yunxilishequ")
    composer.choose(0)
    assert all(len(word) == 1 for word in composer.page())  # one place is left
    composer.choose(0)
    assert composer.room == 0
    composer.put("多")
    spelled(composer, "hao")
    composer.settle()
    assert len(composer.text) == 4


def test_a_choice_that_is_not_there_does_nothing(full: FullKeys) -> None:
    composer = spelled(Composer(full), "hao")
    for place in (-1, 99):
        composer.choose(place)
    assert composer.spelled == "hao" and composer.text == ""


def test_without_a_library_keys_write_themselves() -> None:
    composer = spelled(Composer(None, limit=5), "wifi66")
    assert composer.text == "wifi6"
    composer.back()
    assert composer.text == "wifi" and composer.page() == ()


ACTIONS = st.lists(
    st.one_of(
        st.text("abcdefghijklmnopqrstuvwxyz'", min_size=1, max_size=12),
        st.integers(0, 6),
        st.sampled_from(["turn", "turn back"]),
    ),
    max_size=14,
)


@settings(max_examples=80, deadline=None)
@given(ACTIONS)
def test_choosing_never_loses_a_spelled_letter(actions: list[Any]) -> None:
    """Until a row is written whole, chosen parts and rest spell what was typed; written whole, each letter was used."""
    composer, typed = Composer(FullKeys(open_pinyin(), LOCAL), limit=10_000), ""
    for action in actions:
        if isinstance(action, int):
            composer.choose(action)
        elif action.startswith("turn"):
            composer.turn(-1 if action.endswith("back") else 1)
        else:
            for letter in action:
                before = composer.spelled
                composer.spell(letter)
                typed += composer.spelled[len(before) :]
        waiting = "".join(one.spelled for one in composer.chosen) + composer.spelled
        assert typed.endswith(waiting)
        if not waiting:
            typed = ""
        else:
            assert waiting == typed


@settings(max_examples=60, deadline=None)
@given(ACTIONS, st.integers(0, 30))
def test_back_always_leads_to_an_empty_field(actions: list[Any], limit: int) -> None:
    composer = Composer(NineKeys(open_pinyin(), LOCAL), limit=limit)
    for action in actions:
        if isinstance(action, int):
            composer.choose(action)
            composer.spell(str(2 + action))
        else:
            composer.put(action)
        assert len(composer.text) + sum(len(one.text) for one in composer.chosen) <= limit
    for _ in range(400):
        composer.back()
    assert (composer.text, composer.spelled, composer.chosen, composer.page()) == ("", "", (), ())


@given(st.lists(st.text("云溪ab", min_size=1, max_size=9), max_size=40), st.floats(1, 30), st.integers(1, 9))
def test_every_candidate_is_on_one_page(words: list[str], room: float, most: int) -> None:
    pages = Shelf(room=room, em=1.0, pad=0.5, least=1.0, gap=0.2, turn=1.0, most=most).deal(words)
    assert [place for page in pages for place in page] == list(range(len(words)))
    assert all(0 < len(page) <= most for page in pages)


def holders(secret: str) -> list[str]:
    """Containers and objects anywhere in the process that still hold that very text."""
    gc.unfreeze()
    gc.collect()
    found = []
    for holder in gc.get_objects():
        values: Any = ()
        if type(holder) in (list, tuple, set, frozenset):
            values = holder
        elif type(holder) is dict:
            values = (*holder.keys(), *holder.values())
        if any(type(value) is str and secret in value and "\n" not in value for value in values):  # not source lines
            found.append(f"{type(holder).__name__}: {str(holder)[:80]}")
    gc.freeze()
    return found


@pytest.mark.parametrize("kind", ["full", "nine"])
def test_a_wipe_leaves_no_trace(kind: str, full: FullKeys, nine: NineKeys) -> None:
    from kiosk.ui.typing.syllables import digits_of

    composer = Composer(full if kind == "full" else nine)
    row = "yunxili"
    spelled(composer, row if kind == "full" else digits_of(row)).choose(0)
    composer.put("王大明")
    spelled(composer, "qijiaxiang" if kind == "full" else "7434")
    composer.choose(1)
    kept = [weakref.ref(one) for one in composer.chosen]
    assert composer.text.startswith("云溪里王大明")
    composer.wipe()
    gc.collect()
    assert [one() for one in kept if one() is not None] == []
    state = [value for value in vars(composer).values() if isinstance(value, str | list | tuple) and value]
    assert state == []
    assert all(not value or value == ("", []) or value[0] == "" for value in (full._last, nine._last))
    assert nine._places == {}
    assert holders("里" + "王大") == []


def test_what_is_printed_of_it_tells_nothing(full: FullKeys) -> None:
    composer = spelled(Composer(full), "yunxili")
    composer.choose(0)
    assert "云" not in repr(composer) + repr(Chosen("云溪里", "yunxili")) + repr(full.candidates("yun"))
