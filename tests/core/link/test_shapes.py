"""What comes over the line from a stranger is a value of the right kind, or a refusal; nothing else leaves `read`."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.apps.board.view_of import view_of
from kiosk.core.link.shapes import WrongShape, clean, read
from kiosk.features.membership.rules.record import LetterView, MilestoneView, RecordView
from kiosk.features.tickets.wire import ServicesNow, Ticket, to_json
from kiosk.features.tickets.wire_board import BoardNow
from tests.apps.board.sample_halls import MORNING, SEEN
from tests.core.link.hostile_hall import NOW

TICKET = Ticket(
    1, "A015", 1, "党员服务", "2026-11-17", "2026-11-17T10:00:00.000+08:00", 3, 5, 9, ("1 号窗口",), (), "", ""
)
RECORD = RecordView(
    "演*", "0010", "演示支部", ("演*",), (MilestoneView("joined", "1988-07", 24, None),), "full", 400, (),
    counted_from="1989-07-01", political_birthday="1988-07-01", letters=(LetterView("application", 2),),
)  # fmt: skip
VIEWS: tuple[Any, ...] = (MORNING, NOW, TICKET, RECORD)
WRONG: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    2**63,
    1.5,
    "",
    "x",
    "9999-12-31",
    "2026-02-30",
    "x" * 3000,
    [],
    [[]],
    {},
    {"a": 1},
)


def changed(plain: Any) -> Iterator[Any]:
    """The same JSON with one wrong value in each of its places."""
    if isinstance(plain, dict):
        yield from ({**plain, name: one} for name in plain for one in WRONG)
        yield from ({**plain, name: deep} for name, value in plain.items() for deep in changed(value))
        yield from ({key: value for key, value in plain.items() if key != name} for name in plain)
    elif isinstance(plain, list):
        yield from ([*plain[:1], one] for one in WRONG)
        yield from ([deep, *plain[1:]] for deep in (changed(plain[0]) if plain else ()))


def plain(view: Any) -> Any:
    return json.loads(json.dumps(to_json(view)))


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_there_and_back(view: Any) -> None:
    assert read(type(view), plain(view)) == view


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_what_a_newer_hall_says_besides_is_left_alone(view: Any) -> None:
    def more(given: Any) -> Any:
        if isinstance(given, dict):
            return {name: more(value) for name, value in given.items()} | {"of_a_newer_version": {"any": ["thing"]}}
        return [more(one) for one in given] if isinstance(given, list) else given

    assert read(type(view), more(plain(view))) == view


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: type(view).__name__)
def test_a_wrong_value_in_any_place_is_refused_or_is_a_right_one(view: Any) -> None:
    refused = 0
    for given_back in changed(plain(view)):
        try:
            read(type(view), given_back)
        except WrongShape as error:
            refused += 1
            assert "x" * 20 not in str(error)  # never the content
    assert refused > 100


def test_a_board_draws_whatever_was_understood() -> None:
    from dataclasses import replace

    for given_back in changed(plain(MORNING)):
        try:
            now = read(BoardNow, given_back)
        except WrongShape:
            continue
        view_of(replace(SEEN, now=now))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_json_is_a_view_or_a_refusal(given_back: Any) -> None:
    with pytest.raises(WrongShape):
        read(ServicesNow, given_back)


@given(st.text())
def test_text_is_clean_once_it_is_cleaned(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("演示𠮷路 2 号", "演示𠮷路 2 号"),
        ("演\ue000示", "演\ue000示"),  # private use: rare names are written so
        ("演\u202e示\u2066", "演示"),
        ("演\n示\x1b@", "演 示@"),
        ("演\ud800\uffff示", "演示"),
    ],
)
def test_what_turns_hides_or_breaks_is_left_out(text: str, shown: str) -> None:
    assert clean(text) == shown
