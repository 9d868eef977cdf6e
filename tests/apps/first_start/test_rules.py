"""What an answer must look like: the hall's own rules, and none of our own that would differ from them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.apps.first_start import naming, rules
from kiosk.apps.first_start.hidden import PASSWORD_DIGITS
from kiosk.apps.first_start.wire import ROLES, Answers, Role
from kiosk.core.access import accounts
from kiosk.core.access.enrol_code import EnrolCode
from tests.apps.first_start.walks import CODE, HALL_30, LONG_CODE, PASSWORD, PIN

WHOLE = Answers(
    hall_name=HALL_30, panel_inches=21.5, panel_ppi=102.46, printer="a", card_reader="b", maintenance_pin=PIN,
    keeper_name="管理员", keeper_password=PASSWORD, network=True,
)  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_good_answers_are_good_for_every_role(role: Role) -> None:
    assert rules.check(WHOLE, role) == ()


@pytest.mark.parametrize(
    ("role", "wrong"),
    [
        ("both", ["hall_name", "maintenance_pin", "keeper_name", "keeper_password"]),
        ("hall", ["hall_name", "keeper_name", "keeper_password"]),
        ("terminal", ["hall_name", "maintenance_pin"]),
        ("board", ["hall_name"]),
    ],
)
def test_nothing_said_is_wrong_where_it_is_asked_and_nowhere_else(role: Role, wrong: list[str]) -> None:
    found = rules.check(Answers(), role)
    assert [field for field, _ in found] == wrong
    assert all(reason for _, reason in found)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("hall_name", HALL_30 + "多"), ("hall_name", "两\n行"), ("terminal_name", " "), ("panel_inches", 3.0),
        ("bottom_mm", 599), ("bottom_mm", 1101), ("printer_profile", "a4"), ("card_reader", "a"),
        ("maintenance_pin", "123456"), ("maintenance_pin", "12345a"),
        ("maintenance_pin", "1357924680135"), ("keeper_password", "1111111111"),
        ("keeper_password", "1234567890"), ("keeper_password", "258014736"), ("keeper_name", "长" * 21),
    ],
)  # fmt: skip
def test_a_wrong_answer_is_named(field: str, value: object) -> None:
    assert [found for found, _ in rules.check(replace(WHOLE, **{field: value}), "both")] == [  # type: ignore[arg-type]
        "panel_inches" if field == "panel_inches" else field
    ]


def test_a_machine_joins_now_or_later_but_not_half() -> None:
    url = "https://192.168.1.5:8470"
    assert rules.check(replace(WHOLE, hall_url=url, code=LONG_CODE), "terminal") == ()
    assert [field for field, _ in rules.check(replace(WHOLE, hall_url=url), "board")] == ["code"]
    assert [field for field, _ in rules.check(replace(WHOLE, code=LONG_CODE), "terminal")] == ["hall_url"]


def test_beyond_this_machine_a_code_names_the_certificate() -> None:
    assert rules.code(CODE, "https://192.168.1.5:8470") and not rules.code(LONG_CODE, "https://192.168.1.5:8470")
    assert not rules.code(CODE, "http://127.0.0.1:8470")


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("192.168.1.5", "https://192.168.1.5:8470"), ("hall.lan:9000", "https://hall.lan:9000"),
        (" HTTPS://Hall.lan/ ", "https://hall.lan:8470"), ("http://127.0.0.1", "http://127.0.0.1:8470"), ("", ""),
    ],
)  # fmt: skip
def test_an_address_is_made_whole(typed: str, url: str) -> None:
    assert rules.full_url(typed) == url
    assert not url or rules.hall_url(url) == ""


@pytest.mark.parametrize(
    "typed", ["http://192.168.1.5", "..", "1.2.3.4:99999", "1.2.3.4:x", "a b/c", "me@1.2.3.4", ":", "https://", "[::"]
)
def test_what_is_no_address_of_a_hall_is_refused(typed: str) -> None:
    assert rules.hall_url(rules.full_url(typed))


@given(st.text(max_size=70))
def test_no_text_is_too_strange(text: str) -> None:
    for check in (rules.hall_name, rules.pin, rules.code, rules.hall_url, rules.keeper_name):
        assert isinstance(check(text), str)
    assert isinstance(rules.hall_url(rules.full_url(text)), str)


@given(st.binary(min_size=10, max_size=10), st.binary(min_size=32, max_size=32))
def test_every_code_a_hall_makes_is_taken(secret: bytes, fingerprint: bytes) -> None:
    text = str(EnrolCode(secret, fingerprint))
    assert rules.code(text, "https://1.2.3.4:8470") == rules.code(text.lower()) == ""
    assert rules.code(text[:-1]) != ""
    assert len(text) <= naming.CODE_LETTERS


@given(st.text("0123456789", max_size=10) | st.integers(0, 10**6).map(lambda n: f"{n:06}"))
def test_a_pin_has_six_digits_and_is_no_row_of_them(pin: str) -> None:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    assert (rules.pin(pin) == "") == (len(pin) >= 6 and steps not in ({0}, {1}, {9}))


def test_the_pages_ask_for_what_the_accounts_take() -> None:
    assert naming.KEEPER_LETTERS == accounts.NAME_LETTERS
    assert PASSWORD_DIGITS.start == accounts.PASSWORD_LETTERS.start
    assert PASSWORD_DIGITS.stop <= accounts.PASSWORD_LETTERS.stop


def test_the_rules_cost_the_root_side_neither_kivy_nor_a_database() -> None:
    code = "import sys, kiosk.apps.first_start.rules; print(*{'kivy', 'sqlalchemy', 'argon2'} & {*sys.modules})"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == []
