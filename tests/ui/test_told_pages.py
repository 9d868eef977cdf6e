"""What pages say and offer, where looking at them showed that they misled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Shown = Callable[[str, str], tuple[str, set[str]]]


@pytest.fixture
def shown(window: Any, themed: None) -> Shown:
    """All that a sample's page says, and the names of what can be touched on it."""
    from kiosk.ui.drawing import lay_out
    from kiosk.ui.measure import drawn_texts, targets
    from tests.ui.sample_pages import factories, samples

    def show(page: str, state: str) -> tuple[str, set[str]]:
        view = next(one.view for one in samples() if (one.page, one.state) == (page, state))
        widget = factories()[page]()
        widget.show(view)
        lay_out(widget, (1080, 1920))
        return " ".join(text.text for text in drawn_texts(widget)), {one.tap_name for one in targets(widget)}

    return show


@pytest.mark.parametrize("state", ["already_waiting", "called_already"])
def test_who_has_a_number_is_not_sent_for_another(shown: Shown, state: str) -> None:
    said, offered = shown("tickets.trouble", state)
    assert "说一声" in said and "人工取号" not in said and "tickets.exhibition" not in offered


def test_what_cannot_be_given_back_is_not_tried_again(shown: Shown) -> None:
    _, offered = shown("tickets.trouble", "called_already")
    assert "tickets.home" in offered and "tickets.retry" not in offered


@pytest.mark.parametrize("state", ["paused", "slot_full", "used_up"])
def test_a_hall_that_is_open_does_not_send_to_the_notice_on_its_door(shown: Shown, state: str) -> None:
    said, _ = shown("tickets.closed", state)
    assert "别的事项照常能取" in said and "门口" not in said


def test_a_password_that_is_set_is_not_asked_to_be_set(shown: Shown) -> None:
    assert "maintenance-pin" not in shown("staff.pin", "wrong")[0]


def test_a_quiz_without_questions_explains_none(shown: Shown) -> None:
    said, _ = shown("quiz.intro", "empty")
    assert "首页" in said and "怎么做" not in said


def test_a_clerk_who_is_being_called_is_not_said_to_be_called(shown: Shown) -> None:
    assert "已经叫了" not in shown("tickets.priority", "calling")[0]
    assert "已经叫了" in shown("tickets.priority", "called")[0]


def test_a_visitor_who_went_without_a_slip_may_still_want_one(shown: Shown) -> None:
    said, _ = shown("tickets.done", "without a slip")
    assert "还是要小票" in said and "小票没出来" not in said
