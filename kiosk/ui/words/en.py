"""Interface text of the frame and of the widgets: English."""

DOCK = {
    "back": "Back",
    "home": "Home",
    "end": "Finish",
    "large": "Large",
    "contrast": "Dark",
}
HELP = "Get help"
DEMO = "Demo"
ONLINE = "Online"
OFFLINE = "Offline, works"
PREVIOUS_SCREEN = "Back"
NEXT_SCREEN = "More"


def seconds_unit(count: int) -> str:
    """Under the number of a countdown."""
    return "second" if count == 1 else "seconds"


def screen_of(page: int, pages: int) -> str:
    """Where one is in a list or a text; `page` counts from 0. `pages` 0: not counted yet."""
    return f"Page {page + 1} of {pages}" if pages else f"Page {page + 1}"


def screen_in_lines(page: int, pages: int) -> str:
    """The same, for a narrow place."""
    return f"Page {page + 1}\nof {pages}" if pages else f"Page {page + 1}"
