"""kiosk.toml after the first start: what was answered is in it, everything else is as it was."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kiosk.apps.first_start.settings_file import answered, toml, with_answers, written
from kiosk.settings import from_table
from tests.apps.first_start_root.machine import ANSWERS

EXAMPLE = (Path(__file__).resolve().parents[3] / "deploy/kiosk.toml.example").read_text(encoding="utf-8")
TEXT = st.text(st.characters(codec="utf-8"))
VALUES = st.one_of(TEXT, st.integers(-(2**60), 2**60), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))


def test_the_example_keeps_its_remarks_and_gains_the_answers() -> None:
    text = with_answers(EXAMPLE, answered(ANSWERS, "both", 8470))
    settings = from_table(tomllib.loads(text), "kiosk.toml")
    assert settings.hall.name == ANSWERS.hall_name and settings.panel.panel_ppi == 102.46
    assert settings.panel.panel_bottom_mm == 850 and settings.printer.port == "/dev/kiosk-printer"
    assert 'address = "127.0.0.1"  # beyond loopback the service speaks TLS only' in text
    changed = set(text.splitlines()) - set(EXAMPLE.splitlines())
    assert len(changed) == 9 and not [line for line in changed if line.startswith("#")]
    assert len(text.splitlines()) == len(EXAMPLE.splitlines())  # each over its example, no section twice


def test_answered_again_differently_the_second_answer_stands() -> None:
    once = with_answers(EXAMPLE, answered(ANSWERS, "both", 8470))
    other = replace(ANSWERS, hall_name='“张家湾” "B" 站', network=True)
    twice = tomllib.loads(with_answers(once, answered(other, "both", 9000)))
    assert twice["hall"]["name"] == other.hall_name and twice["hall"]["address"] == "0.0.0.0"
    assert twice["terminal"]["hall_url"] == "https://127.0.0.1:9000"
    assert with_answers(once, answered(ANSWERS, "both", 8470)) == once


def test_a_board_knows_its_hall_and_no_printer() -> None:
    answers = replace(ANSWERS, hall_url="https://192.168.1.5:8470", code="x", printer="", card_reader="")
    found = answered(answers, "board", 8470)
    assert found["board"] == {"hall_url": "https://192.168.1.5:8470", "panel_ppi": 102.46}
    assert not {"terminal", "printer", "panel"} & {*found}


@given(TEXT, TEXT)
def test_any_text_comes_back_from_the_file(name: str, former: str) -> None:
    wanted = {"hall": {"name": name}}
    for text in ("", EXAMPLE, f"[hall]\nname = {toml(former)} # of old\nshort_name = {toml(former)}\n"):
        told = tomllib.loads(with_answers(text, wanted))
        assert told == tomllib.loads(text) | {"hall": tomllib.loads(text).get("hall", {}) | {"name": name}}


@given(st.dictionaries(TEXT, VALUES | st.lists(VALUES) | st.dictionaries(TEXT, VALUES | st.lists(VALUES))))
def test_whatever_stood_in_an_unusual_file_stands_in_the_new_one(table: dict[str, object]) -> None:
    assert tomllib.loads(written(table)) == table


def test_a_file_too_unusual_to_edit_is_written_anew() -> None:
    text = "hall.name = '''a\nname = 'b'\n'''\nhall.port = 9\n[board]\nwindows = [\n  '1 号窗口',\n]\n"
    told = tomllib.loads(with_answers(text, {"hall": {"name": "云溪里"}}))
    assert told == {"hall": {"name": "云溪里", "port": 9}, "board": {"windows": ["1 号窗口"]}}
