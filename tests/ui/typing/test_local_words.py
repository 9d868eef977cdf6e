"""Words of the neighbourhood stand before the dictionary's."""

from __future__ import annotations

import pytest

from kiosk.ui.typing.full_keys import FullKeys
from kiosk.ui.typing.local_words import BadSpelling, LocalWords
from kiosk.ui.typing.nine_key import NineKeys
from kiosk.ui.typing.syllables import digits_of


@pytest.mark.parametrize("row", ["yunxili", "yun'xi'li", "yunxi", "yunxil", "yxl"])
def test_the_street_is_first(full: FullKeys, row: str) -> None:
    hit = full.candidates(row)[0]
    assert (hit.text, hit.used) == ("云溪里", len(row))


def test_it_takes_its_own_letters_only(full: FullKeys) -> None:
    hit = full.candidates("yunxilishequ")[0]
    assert (hit.text, hit.used) == ("云溪里", 7)


@pytest.mark.parametrize("row", ["y", "yun", "yu", "xiyun"])
def test_it_does_not_push_itself_forward(full: FullKeys, row: str) -> None:
    assert full.candidates(row)[0].text != "云溪里"


def test_nine_keys_know_it_too(nine: NineKeys) -> None:
    assert nine.candidates(digits_of("yunxili"))[0].text == "云溪里"
    assert nine.candidates("yun" + digits_of("xili"))[0].text == "云溪里"


@pytest.mark.parametrize("pair", [
    ("云溪里", "yun xi"), ("云溪里", ""), ("云溪里", "yun xi lii"), ("云溪里", "云 溪 里"), ("", ""),
])  # fmt: skip
def test_a_wrong_spelling_is_refused_by_name(pair: tuple[str, str]) -> None:
    with pytest.raises(BadSpelling) as refused:
        LocalWords([pair])
    assert refused.value.word == pair[0]


def test_the_dotted_u_is_understood(full: FullKeys) -> None:
    words = LocalWords([("吕家巷", "lü jia xiang"), ("掠影园", "lüe ying yuan")])
    assert [hit.text for hit in words.match("lvjiaxiang")] == ["吕家巷"]
    assert [hit.text for hit in words.match("lueyingyuan")] == ["掠影园"]
