"""No way out of the terminal by what a visitor can bring: a keyboard, a mouse, many fingers, a file to drop.

Sent through a real X server (XTEST), as a plugged-in device's would be. Consoles and the server's own keys are the
display server's to refuse: tests/deploy/test_walls.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.terminal.driven_terminal import SIZE, Terminal, driven, needs_x

pytestmark = needs_x
PROJECT = Path(__file__).resolve().parents[3]
WIDE, HIGH = SIZE
OPEN_PAGE = (WIDE // 2, HIGH // 4)

FUNCTION_KEYS = [f"F{n}" for n in range(1, 25)]
SINGLE = [
    "Escape", "Return", "KP_Enter", "Tab", "space", "BackSpace", "Delete", "Insert", "Home", "End", "Prior", "Next",
    "Left", "Right", "Up", "Down", "Print", "Sys_Req", "Pause", "Break", "Scroll_Lock", "Num_Lock", "Caps_Lock",
    "Menu", "Super_L", "Super_R", "Hyper_L", "Meta_L", "ISO_Level3_Shift", "Multi_key", "0xff6a", "Cancel", "Find",
    "Undo", "Redo", "Select", "Execute",
]  # fmt: skip
MEDIA = [
    "XF86AudioMute", "XF86AudioLowerVolume", "XF86AudioRaiseVolume", "XF86AudioPlay", "XF86AudioStop", "XF86HomePage",
    "XF86Back", "XF86Forward", "XF86Refresh", "XF86WWW", "XF86Mail", "XF86Explorer", "XF86Calculator", "XF86Search",
    "XF86Tools", "XF86PowerOff", "XF86Sleep", "XF86Suspend", "XF86LogOff", "XF86Close", "XF86Launch1", "XF86Display",
    "XF86ScreenSaver", "XF86Eject", "XF86MenuKB", "XF86RotateWindows", "XF86TouchpadToggle",
]  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
SHORTCUTS = [
    *(f"ctrl+{key}" for key in LETTERS), *(f"alt+{key}" for key in LETTERS), *(f"super+{key}" for key in LETTERS),
    *(f"ctrl+shift+{key}" for key in "ciqvwnjkt"), *(f"ctrl+alt+{key}" for key in "tdlcq"),
    *(f"alt+F{n}" for n in range(1, 13)), *(f"ctrl+F{n}" for n in range(1, 13)), *(f"shift+F{n}" for n in range(1, 13)),
    *(f"ctrl+alt+F{n}" for n in range(1, 13)), "ctrl+alt+BackSpace", "ctrl+alt+Delete", "ctrl+alt+Escape",
    "ctrl+shift+Escape", "alt+Tab", "alt+shift+Tab", "alt+space", "alt+Escape", "alt+Return", "super+Tab", "alt+Print",
    "ctrl+Escape", "shift+Insert", "ctrl+Insert", "ctrl+backslash", "ctrl+Pause", "ctrl+alt+KP_Add",
]  # fmt: skip


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """One for the module: what one test leaves standing would be found by the next."""
    with driven(tmp_path_factory.mktemp("driven")) as terminal:
        terminal.page("attract")
        terminal.click(*OPEN_PAGE)
        terminal.page("home")
        yield terminal


@pytest.fixture
def home(terminal: Terminal) -> Iterator[Terminal]:
    """The home page in front before, and nothing but the terminal's own page after."""
    if terminal.look()["page"] != "home":
        terminal.tap("dock.home")
        terminal.page("home")
    yield terminal
    told = terminal.look()
    assert told["roots"] == ["Shell"], "something lies over the terminal's page"
    assert told["marks"] == 0, "something is drawn over the terminal's page"
    assert told["size"] == list(SIZE)


@pytest.mark.parametrize(
    "keys", [FUNCTION_KEYS, SINGLE, MEDIA, SHORTCUTS], ids=["function", "single", "media", "shortcuts"]
)
def test_no_key_does_anything(home: Terminal, keys: list[str]) -> None:
    home.x("mousemove", *home.targets["home.quiz"])  # a key meant for what lies under the pointer
    home.x("key", "--delay", 0, *keys)
    assert home.look()["page"] == "home"


def test_typing_and_pasting_go_nowhere(home: Terminal) -> None:
    home.x("type", "--delay", 0, "704215\n$(reboot)\n")
    assert home.look()["page"] == "home"


def test_a_file_or_a_text_that_is_dropped_is_not_taken(home: Terminal) -> None:
    assert home.look("drop")["page"] == "home"


@pytest.mark.parametrize("button", [2, 3, 4, 5, 6, 7, 8, 9])
def test_only_the_left_button_is_a_finger(home: Terminal, button: int) -> None:
    home.click(*home.targets["home.quiz"], button=button)
    assert home.look()["page"] == "home"


@pytest.mark.parametrize("other", [2, 3, 4, 8])
def test_a_second_button_leaves_no_finger_on_the_glass(home: Terminal, other: int) -> None:
    home.x("mousemove", *home.targets["home.quiz"], "mousedown", 1)
    home.x("mousemove", 5, 400, "click", other, "mouseup", 1)
    still_answers(home)


def test_nor_with_alt_on_the_attract_screen_where_nothing_would_ever_lift_it(home: Terminal) -> None:
    """Kivy forgot the first of two fingers that Alt had made, and the screen answered nobody until a restart."""
    home.tap("dock.end")
    home.page("attract")
    home.x("keydown", "alt", "mousemove", *OPEN_PAGE, "mousedown", 1)
    home.x("mousemove", 5, 400, "click", 3, "mouseup", 1, "keyup", "alt")
    if home.look()["page"] == "attract":
        home.click(*OPEN_PAGE)
        home.page("home")


@pytest.mark.parametrize("key", ["alt", "ctrl", "shift", "super"])
def test_a_key_held_with_a_finger_changes_nothing(home: Terminal, key: str) -> None:
    home.x(
        "keydown", key, "mousemove", *home.targets["home.quiz"], "mousedown", 1, "mousemove", 5, 400, "keyup", key,
        "mousemove", 9, 420, "mouseup", 1, "keydown", key, "click", 3, "click", 1, "click", 1, "keyup", key,
    )  # fmt: skip
    still_answers(home)


def test_every_edge_and_corner_five_times(home: Terminal) -> None:
    for x, y in ((0, 0), (0, HIGH - 1), (WIDE // 2, 0), (0, HIGH // 2), (WIDE - 1, HIGH // 2)):
        home.click(x, y, times=5)
    still_answers(home)


def test_five_hundred_touches_in_a_second(home: Terminal) -> None:
    """Where nothing stands to be tapped, so that what is counted is the path itself."""
    home.click(3, HIGH // 2, times=500, delay_ms=2)
    still_answers(home)


def test_nothing_of_all_this_wrote_a_file(home: Terminal) -> None:
    """No screenshot, no settings, no recording, no configuration."""
    names = {path.name for path in home.place.rglob("*") if path.is_file()}
    assert names <= {"terminal.db", "terminal.db-wal", "terminal.db-shm", "guard.json"}  # the last: of the packs


def still_answers(home: Terminal) -> None:
    if home.look()["page"] != "home":
        home.tap("dock.home")
        home.page("home")
    home.tap("home.quiz")
    home.page("quiz.intro")
    home.tap("dock.home")
    home.page("home")


def test_every_program_in_a_lobby_shuts_the_keyboard_out() -> None:
    programs = [path for path in (PROJECT / "kiosk" / "apps").glob("*/app.py") if "(App):" in path.read_text()]
    assert {path.parent.name for path in programs} == {"terminal", "board", "first_start", "refused"}
    assert all("kiosk_mode.enter(self)" in path.read_text() for path in programs)


def test_a_configuration_left_in_the_folder_is_not_read(tmp_path: Path) -> None:
    """Kivy's own modules are switched on there: an inspector on Ctrl-E, screenshots into a folder on F12."""
    kivy_home = tmp_path / "terminal" / "kivy"
    kivy_home.mkdir(parents=True)
    (kivy_home / "config.ini").write_text("[modules]\ninspector =\nscreen =\n[kivy]\nexit_on_escape = 1\n")
    with driven(tmp_path) as terminal:
        terminal.page("attract")
        assert terminal.told["modules"] == []
