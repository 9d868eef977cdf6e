"""Four kinds of cards, each with its own order of fields."""

import gc
import weakref
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.emulators import CardLayout, DemoCard, demo_card
from devices.id_card import CardKind
from devices.id_card.layouts import CardTextBroken, decode
from devices.id_card.nations import NATIONS

# Text as it stands on cards: Chinese within and beyond 16 bits, Latin, spaces inside, none at the end.
words = st.text(alphabet=st.sampled_from("张王欧阳·𠮷㐂 A1-号"), max_size=7).map(str.strip)


@pytest.mark.parametrize("layout", list(CardLayout))
@given(name=words, address=words, until=st.sampled_from(["20400101", "长期"]))
def test_every_layout_gives_back_what_was_written(layout: CardLayout, name: str, address: str, until: str) -> None:
    written = demo_card(layout, 7, name=name, address=address, valid_until=until, sex="2")
    card = decode(written.text())
    assert card.kind is CardKind(layout)
    assert (card.name, card.sex, card.id_number) == (name, "女", written.id_number)
    assert card.latin_name == written.latin_name
    assert card.birth == date(1990, 1, 1)
    assert card.valid_from == date(2020, 1, 1)
    assert card.valid_until == (None if until == "长期" else date(2040, 1, 1))
    if layout in (CardLayout.RESIDENT, CardLayout.HMT_PERMIT):
        assert (card.address, card.authority) == (address, written.authority)
    assert (card.country, card.version) == (written.country, written.version)
    assert (card.pass_number, card.issue_count) == (written.pass_number, written.issue_count)
    assert card.old_number_link == written.old_number_link


def test_a_long_latin_name_runs_on_in_its_second_field() -> None:
    card = decode(demo_card(CardLayout.FOREIGNER_2023, latin_name="A" * 34 + " " + "B" * 11).text())
    assert card.latin_name == "A" * 34 + " " + "B" * 11


def test_nations_by_code() -> None:
    assert decode(demo_card(nation="08").text()).nation == "壮"
    assert decode(demo_card(nation="56").text()).nation == "基诺"
    assert len(NATIONS) == 58
    assert {f"{code:02}" for code in range(1, 57)} | {"97", "98"} == set(NATIONS)


def patched(card: DemoCard, at: int, text: str) -> bytes:
    data = bytearray(card.text())
    data[at : at + 2 * len(text)] = text.encode("utf-16-le")
    return bytes(data)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (demo_card().text()[:-1], "length"),
        (patched(demo_card(), 248, "Q"), "flag"),
        (patched(demo_card(), 30, "7"), "sex_code"),
        (patched(demo_card(), 36, "19900230"), "birth"),
        (patched(demo_card(), 204, "永久"), "valid_until"),
        (b"\x00\xd8" + demo_card().text()[2:], "name"),
    ],
)
def test_text_of_no_layout_is_refused_by_the_field(text: bytes, field: str) -> None:
    with pytest.raises(CardTextBroken) as refusal:
        decode(text)
    assert refusal.value.field == field
    assert refusal.value.__cause__ is None


@given(st.binary(min_size=256, max_size=256))
def test_any_text_is_a_card_or_a_named_refusal(text: bytes) -> None:
    try:
        decode(text)
    except CardTextBroken as refusal:
        assert refusal.field


def test_a_card_keeps_itself_to_itself() -> None:
    card = decode(demo_card(name="演示甲").text())
    assert repr(card) == f"{card}" == "<IdCard resident>"
    gone = weakref.ref(card)
    del card
    gc.collect()
    assert gone() is None
