"""The real input path: an X server's pointer moved by xdotool, the terminal as `kiosk run` starts it.

What a touch panel on Linux sends arrives the same way: as a mouse (docs/decisions/kivy-not-chromium.md).
"""

from __future__ import annotations

from pathlib import Path

from tests.ui.terminal.driven_terminal import SIZE, driven, needs_x

pytestmark = needs_x


def test_clicks_lead_from_the_attract_screen_to_a_room_and_back(tmp_path: Path) -> None:
    with driven(tmp_path) as terminal:
        terminal.page("attract")
        # One provider reads the panel; two would be two taps (kivy #1903). SDL's hears fingers, which X never sends.
        assert sorted(terminal.providers) == ["OneFinger", "SDL2MotionEventProvider"]
        terminal.click(SIZE[0] // 2, SIZE[1] // 4)
        terminal.page("home")
        terminal.tap("home.quiz", times=2)  # a double tap is one action: the intro, and nothing on it
        terminal.page("quiz.intro")
        terminal.tap("dock.large")
        terminal.page("quiz.intro")
        terminal.tap("dock.home")
        terminal.page("home")
