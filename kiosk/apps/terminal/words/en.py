"""Interface text of the terminal's own screens: English."""

from __future__ import annotations

from datetime import date, datetime

from kiosk.ui.words.english import clock, counted, day_name, minutes

START = "Touch to start"
ATTRACT_HELP = 'Need a hand? Touch, then tap "Get help".'

ASK = "What do you need?"
ASK_LARGE = "What do you need?"

ALL = "All services"
ALL_NOTE_LARGE = "First a group, then what you need"
GROUPS = {"errands": "Do", "learning": "Learn", "seeing": "See", "saying": "Say"}
GROUPS_UPRIGHT = GROUPS
GONE = "Not available now"
SEE_ALL, TO_HOME = "All services", "Home"

IDLE_TITLE = "Are you still there?"
IDLE_EXTEND = "Yes, one more minute"
IDLE_END = "No, clear it now"
IDLE_END_PLAIN = "No, finish"
IDLE_LAST = 'No more time to add. You can tap "Get help".'

TAKE_CARD = "Please take your ID card"
TAKE_CARD_WHERE = "Below the screen on the right, at the green light."
NEXT_VISITOR = "Next visitor: touch here"

STAFF_TITLE = "Maintenance"
STAFF_NO_PIN = "No maintenance PIN yet"
STAFF_NO_PIN_NOTE = "Run kiosk maintenance-pin on this machine to set one."
STAFF_ENTER = "Maintenance PIN"
STAFF_WRONG = "That PIN is not right"
STAFF_RESTART = "Restart"
STAFF_DESKTOP = "Desktop"
STAFF_POWER = "Power off"
STAFF_SURE = {
    "restart": "Restart the program?",
    "desktop": "Leave to the desktop?",
    "power": "Power the machine off?",
}
STAFF_SURE_NOTE = "Whoever is using it will be interrupted."
YES = "Yes"
NO = "No, go back"
CLEAR = "Clear"
ENTER = "OK"


def greeting(hour: int) -> str:
    """How people greet at that hour, 0..23."""
    if 5 <= hour < 12:
        return "Good morning."
    return "Good afternoon." if 12 <= hour < 18 else "Good evening."


def services(count: int) -> str:
    """Under All services, in a small tile."""
    return f"{count} in all"


def all_note(count: int) -> str:
    return f"{count} in all; tap one to open it"


def all_large(count: int) -> str:
    return f"{count} in all, in groups"


def gone(title: str) -> str:
    """What was tapped has just stopped."""
    return f"{title or 'It'} was just put away.\nEverything else is still there."


def idle_note(seconds: int, private: bool) -> str:
    what = (
        "your page is cleared.\nIt is already covered."
        if private
        else "this goes back to the start,\nready for the next person."
    )
    return f"Nobody has touched the screen.\nIn {counted(seconds, 'second')} {what}"


def extensions(left: int) -> str:
    return f"You can add time {counted(left, 'more time')}." if left > 1 else "You can add time once more."


def wait_seconds(seconds: int) -> str:
    return f"Wait {counted(seconds, 'second')}, then try again"


HOURS_UNKNOWN = "Hours are on the door"
SHUT = {
    "before": "Not open yet",
    "midday": "Lunch break",
    "break": "Closed",
    "over": "Closed",
    "not_today": "Not today",
}
WAITING_UNKNOWN = "Tickets at the desk"
NOTHING_OPEN = "All windows are paused"
DATE_UNSURE = "No tickets until the date is checked"
NOBODY_WAITS = "No waiting now"
OPEN_ALL_DAY = "Open all day"


def open_hours(spans: tuple[tuple[str, str], ...]) -> str:
    """(("08:30", "12:00"), ("13:30", "17:30")) -> Open 8:30–12:00, 13:30–17:30."""
    if not spans:
        return HOURS_UNKNOWN
    first, last = spans[0][0], spans[-1][1]
    if len(spans) == 1 and first == "00:00" and last in ("24:00", "23:59"):
        return OPEN_ALL_DAY
    if len(spans) > 2:
        return f"Today {clock(first)}–{clock(last)}, in {len(spans)} parts"
    return f"Open {', '.join(f'{clock(opens)}–{clock(closes)}' for opens, closes in spans)}"


def shut_until(shut: str, at: str | None, today: str) -> str:
    """("midday", …) -> Lunch break until 13:30; ("over", …) -> Closed, opens 18 November at 8:30."""
    if at is None:
        return SHUT[shut]
    if shut in ("midday", "break"):
        return f"{SHUT[shut]} until {clock(at[11:16])}"
    day = "" if at[:10] == today else f" {day_name(date.fromisoformat(at[:10]))}"
    return f"{SHUT[shut]}, opens{day} at {clock(at[11:16])}"


def waiting(people: int, low: int, high: int) -> str:
    return f"{people} waiting, about {minutes(low, high)}"


NO_RELEASE_BEFORE = "There is no version before"
DISK_REFUSES = "The disk cannot be written: nothing was changed"
TREE_REFUSED = {
    "no_release": "No content on the stick: copy it on the hall's machine with kiosk pack stick",
    "unknown": "The hall never published what is on the stick: it was not taken",
    "wrong_file": "A file on the stick is missing or damaged: please copy it again",
    "refused": "This terminal refuses what is on the stick",
}


def taken_from_stick(packs: int) -> str:
    return f"Done: {packs} pack{'s' if packs != 1 else ''} from the stick show now"


DATE_RIGHT, DATE_WRONG, DATE_LATER = "Yes", "No", "Later"
DATE_TITLE = "Today's date"
DATE_KEPT = "Kept until a time server answers."
DATE_TYPE = "Year, month, day, hour, minute: 12 digits"
DATE_REFUSED = {
    "NoSuchTime": "There is no such date or time",
    "TimeServerKnows": "A time server keeps the clock",
    "ClerksDecide": "The clerks of this hall decide on their page",
}
DATE_AWAY = "The hall did not answer, please try again"


def date_question(now: datetime) -> str:
    return f"Is today {now.day}/{now.month}/{now.year}?"


def date_why(now: datetime, before: datetime | None, *, served: bool) -> str:
    """What the clock says, and what becomes of numbers meanwhile."""
    last = f" Last known: {before.day}/{before.month}/{before.year}." if before else ""
    return f"The clock says {now.day}/{now.month}/{now.year}, {now.hour}:{now.minute:02d}.{last}\n" + (
        "No time server: please see the calendar." if served else "No tickets until it is settled."
    )
