"""A question that is shown in its form and sent as it is comes back to the last letter."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlencode

import pytest

from content.banks.bank_file import item_of, plain_of
from content.banks.model import Item, Kind
from kiosk.core.web.frame import Fields
from kiosk.features.exhibition.console.question_form import plain_of_form, shown
from tests.content.banks.truth import drawn

SINGLE = Item("1", Kind.SINGLE, "问？", ("甲", "乙；丙"), (0,), tags=("党章、党规", "a,b", "c；d"))
FILL = Item("2", Kind.FILL, "速度的单位是____。", (), (), blanks=(("米/秒", "m/s", "甲 / 乙"), ("a|b",)))
TRUTHS = [truth.item for seed in range(20) for truth in drawn(seed)]


def sent(item: Item, **typed: str) -> Item:
    form = {name: text.replace("\n", "\r\n") for name, text in (shown(item) | typed).items()}
    kept = {"picture": item.picture} if item.picture else {}  # as who saves it does
    return item_of({**plain_of_form(Fields(urlencode(form).encode()), item), **kept})


@pytest.mark.parametrize("item", [SINGLE, FILL, *TRUTHS])
def test_what_was_not_touched_stays(item: Item) -> None:
    assert sent(item) == item
    assert sent(item, stem=f"{item.stem}改") == replace(item, stem=f"{item.stem}改")


def test_what_was_touched_is_what_was_typed() -> None:
    assert sent(SINGLE, tags="党章、党史").tags == ("党章", "党史")
    assert sent(SINGLE, options="甲\n乙\n丙").options == ("甲", "乙", "丙")
    assert sent(FILL, blanks="米每秒 / 米/秒").blanks == (("米每秒", "米", "秒"),)
    judged = plain_of_form(Fields(urlencode(shown(FILL) | {"kind": "judge", "truth": "true"}).encode()), FILL)
    assert "blanks" not in judged and plain_of(item_of(judged))["answer"] is True
