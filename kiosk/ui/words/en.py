"""Interface text of the frame and of the widgets: English."""

DOCK = {
    "back": "Back",
    "home": "Home",
    "end": "Finish",
    "large": "Large",
    "contrast": "Contrast",
}
HELP = "Get help"
DEMO = "Demo"
ONLINE = "Online"
OFFLINE = "Offline, works"


def seconds_unit(count: int) -> str:
    """Under the number of a countdown."""
    return "second" if count == 1 else "seconds"
