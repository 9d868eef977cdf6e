"""Whether the hall service has the call: what the visitor is told rests on it."""

from typing import Any

import pytest

from kiosk.core.link.answers import HallAway, HallRefused
from kiosk.core.link.line import Line
from kiosk.features.help.terminal.hall_help import HallHelp
from kiosk.features.help.wire import HelpState


class Wire(Line):
    """A line that answers at once."""

    def __init__(self, trouble: Exception | None) -> None:
        self.trouble, self.asked = trouble, list[tuple[Any, ...]]()

    def ask(self, verb: str, path: str, seconds: float, body: Any = None, **rest: Any) -> Any:
        self.asked.append((verb, path, body, rest.get("key", "")))
        if self.trouble:
            raise self.trouble
        return HelpState(coming=True)


def test_the_page_and_the_tap_go_to_the_hall() -> None:
    line = Wire(None)
    assert HallHelp(line).call("membership.record", "tap-1")
    assert line.asked == [("POST", "/api/help", {"screen": "membership.record"}, "tap-1")]


@pytest.mark.parametrize("trouble", [HallAway("no route", sent=False), HallRefused("TokenRefused")])
def test_nobody_has_a_call_that_did_not_arrive(trouble: Exception) -> None:
    assert not HallHelp(Wire(trouble)).call("home", "tap-1")


def test_a_terminal_of_no_hall_calls_nobody() -> None:
    assert not HallHelp(None).call("home", "tap-1")
    assert not HallHelp(None).somebody_comes()


@pytest.mark.parametrize("trouble", [None, HallAway("no route", sent=False), HallRefused("NotFound")])
def test_nobody_comes_until_the_hall_says_so(trouble: Exception | None) -> None:
    """Nor where the hall is of the version before, which does not say."""
    assert HallHelp(Wire(trouble)).somebody_comes() is (trouble is None)
