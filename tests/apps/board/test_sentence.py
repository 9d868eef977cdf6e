"""The sentence of a call, and the templates a keeper gets wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import BoardSettings, SettingsRefused, from_table
from kiosk.ui.voice.call_sentence import FIELDS, Sentence, TemplateRefused


def test_a_number_is_spelt_and_a_window_is_a_number() -> None:
    said = Sentence(BoardSettings.sentence).of("A012", "12 号窗口")
    assert said == "请A 零 一 二号到12 号窗口办理"


def test_a_number_that_a_terminal_gave_while_the_hall_was_away() -> None:
    assert Sentence("{number}，{window}").of("K2-03", "3 号窗口") == "K 二 零 三，3 号窗口"


def test_where_it_is_noisy_one_is_said_otherwise() -> None:
    assert Sentence("{number}，{window}", "幺").of("B101", "1 号窗口") == "B 幺 零 幺，1 号窗口"


def test_a_hall_says_the_service_too() -> None:
    said = Sentence("{service}，请{number}号到{window}").of("A001", "3 号窗口", "党员服务")
    assert said.startswith("党员服务，请A")


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("请{number}号到{windwo}办理", "unknown field {windwo}, did you mean {window}?"),
        ("请{name}到{window}，{number}", "unknown field {name}"),
        ("请{number}号", "without {window} nobody would know"),
        ("请{号}到{window}", "known: {number}, {window}, {service}"),
        ("请{number}号到{window", "fields stand as {number}"),
        ("请{0}号到{window}", "unknown field {0}"),
        ("请{number.x}号到{window}", "unknown field {number.x}"),
        ("请{number:>9}号到{window}", "takes no format"),
        ("请{number!r}号到{window}", "takes no format"),
    ],
)
def test_a_bad_template_is_refused_and_says_why(template: str, said: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        from_table({"board": {"sentence": template}}, "kiosk.toml")
    assert said in str(refused.value) and "board.sentence" in str(refused.value)


@given(st.text(alphabet="请到{}numberwindoservc:!.0 ", max_size=40))
def test_a_template_is_refused_or_makes_a_call(template: str) -> None:
    try:
        said = Sentence(template).of("A907", "综合窗口", "党员服务")
    except TemplateRefused:
        return
    assert "九 零 七" in said and "综合窗口" in said
    assert not [field for field in FIELDS if f"{{{field}}}" in said.replace("{{", "")]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"one": "壹"}, "board.one should be one of 一, 幺"),
        ({"times": 9}, "board.times = 9 is not in 1..3"),
        ({"windows": ["1 号窗口", "1 号窗口"]}, "names a window twice"),
        ({"window": ["1 号窗口"]}, "unknown key board.window, did you mean windows?"),
    ],
)
def test_other_mistakes_in_the_board_s_settings(table: dict[str, object], said: str) -> None:
    with pytest.raises(SettingsRefused) as refused:
        from_table({"board": table}, "kiosk.toml")
    assert said in str(refused.value)
