"""A page that fails is left; one that keeps failing ends the process, and no message of an error reaches the log."""

from __future__ import annotations

import logging
from typing import Any

import pytest


class Failed(Exception):
    """As a page would raise it, with a name in it."""


def fail(faults: Any) -> int:
    try:
        raise Failed("张三")
    except Failed as error:
        return int(faults.handle_exception(error))


def test_a_fault_is_survived_and_several_in_a_row_are_not(window: Any, caplog: pytest.LogCaptureFixture) -> None:
    from kivy.base import ExceptionManager

    from kiosk.ui.faults import IN_A_ROW, Faults

    told: list[str] = []
    faults = Faults(
        logging.getLogger("kiosk.page"), lambda: "quiz.question",
        go_on=lambda: told.append("on"), give_up=lambda: told.append("up"),
    )  # fmt: skip
    for _ in range(IN_A_ROW):
        assert fail(faults) == ExceptionManager.PASS
    assert told == ["on"] * (IN_A_ROW - 1) + ["up"]
    assert "Failed at" in caplog.text and "on page quiz.question" in caplog.text and "test_faults.py" in caplog.text
    assert "张三" not in caplog.text


def test_faults_far_apart_are_no_row(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from kivy.clock import Clock

    from kiosk.ui.faults import IN_A_ROW, WITHIN_SECONDS, Faults

    told: list[str] = []
    faults = Faults(
        logging.getLogger("kiosk.page"),
        lambda: "home",
        go_on=lambda: told.append("on"),
        give_up=lambda: told.append("up"),
    )
    now = Clock.time()
    for turn in range(2 * IN_A_ROW):
        monkeypatch.setattr(Clock, "time", lambda turn=turn: now + turn * WITHIN_SECONDS)
        fail(faults)
    assert told == ["on"] * 2 * IN_A_ROW


def test_being_told_to_stop_is_no_fault(window: Any) -> None:
    from kivy.base import ExceptionManager

    from kiosk.ui.faults import Faults

    told: list[str] = []
    faults = Faults(logging.getLogger("x"), lambda: "home", go_on=lambda: told.append("on"), give_up=lambda: None)
    assert faults.handle_exception(KeyboardInterrupt()) == ExceptionManager.RAISE
    assert told == []
