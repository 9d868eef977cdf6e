"""Interface text of the ticket screens: English. Names of services and windows stay as the hall gives them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from kiosk.ui.words import english
from kiosk.ui.words.english import counted, day_name, listed

HOME_TITLE, HOME_CAN = "Get a ticket", "Get a ticket"
HOME_NOTE_LARGE = "Choose, take the slip, wait"
HOME_BRIEF, HOME_DESK = "Take a slip", "At the desk"
HOME_AWAY = "Please go to the desk"
HOME_STOPPED = {
    "paper_out": "No paper left; please go to the desk",
    "cover_open": "The printer is open; please go to the desk",
    "printer_offline": "The printer is silent; please go to the desk",
    "": "No slips now; please go to the desk",
}

CHOOSE_TITLE = "Choose a service"
CHOOSE_NOTE = "One tap gives you a ticket. No form."
CHOOSE_RETURNED = "Your ticket was given back. Please choose again."
NOW_SERVING = "Now serving"
NOW_SERVING_LANDSCAPE = "Now\nserving"
NOBODY_AHEAD = "Nobody ahead"
NO_WAIT = "No wait"
NO_WAIT_NOTE = "Go right away"
PAUSED = "Paused"
PAUSED_NOTE = "choose another meanwhile"
RESUMES = "opens again"
TAKING = "One moment"

PRIORITY_ROW = "Priority ticket"
TAKE_PRIORITY = "Get one"
CHOOSE_PRIORITY_TITLE = "Priority: choose a service"
PRIORITY_TITLE = "Priority ticket"
PRIORITY_STEPS = ("Card or staff", "Service", "Slip")
PRIORITY_WHO = "These people may take one"
# state of the page: title and note
PRIORITY_SAYS = {
    "waiting": ("Seniors: ID card here", "Only the date of birth is read.\nNo name or number is kept."),
    "unread": ("Card not read", "Lift it and put it down again, flat, with no other card."),
    "lying": ("Lift that card first", "Then put your own ID card down."),
    "offline": ("The reader does not answer", "Ask staff to come: they can give you one too."),
    "young": ("This card is not old enough", "Other reasons count too.\nAsk staff to come and see."),
    "calling": ("Calling staff", "Please wait here a moment."),
    "called": ("Staff is on the way", "Please wait here a moment.\nOnce they agree, you choose the service."),
    "unheard": ("Nobody was reached", "Please ask at the service desk.\nThey give priority tickets too."),
}
TAKE_CARD = "Please take your ID card"
PRIORITY_WHERE = "The reader is below on the right, at the green light."
PRIORITY_OTHER = "No card, or other"
PRIORITY_OTHER_NOTE = "Staff comes and has a look.\nNo other paper is needed."
PRIORITY_CALL = "Call staff"
PRIORITY_CALLING = "Calling"
PRIORITY_ON_THE_WAY = "Called"
PRIORITY_NORMAL = "Normal ticket"
PRIORITY_LEAVE = "Not now"

STEPS = ("Take the slip below", "Wait to be called", "Go with the slip")
STEPS_NO_SLIP = ("Keep the number", "Wait to be called", "Say your number")
AHEAD_LABEL = "Ahead of you"
NOW_LABEL = "Now"
WAIT_LABEL = "Waiting time"
SLIP_READY = "Your slip is printed"
NEXT_STEPS = "What comes next"
SLIP_MISSING = "No slip?"
SLIP_AFTER_ALL = "Print a slip"
WRONG_ONE = "Wrong one"
OK = "OK"

UNSURE_TITLE = "Did the slip come out?"
UNSURE_MINE = "Yours already"
UNSURE_MINE_NOTE = "It is called even\nwithout a slip."
UNSURE_YES, UNSURE_YES_NOTE = "Yes", "I have it"
UNSURE_NO, UNSURE_NO_NOTE = "No", "Print it again"
UNSURE_WHY = 'The printer did not say, so we ask.\nA second slip says "补打"; one counts.'
UNSURE_SKIP = "I remember the number"
PRINTING = "Printing"

GIVE_BACK_TITLE = "Give it back?"
GIVE_BACK_NOTE = "Your slip is void then.\nThe number is not called."
GIVE_BACK_NOTE_NO_SLIP = "The number is\nnot called then."
GIVE_BACK_KEEP, GIVE_BACK_KEEP_NOTE = "No", "I keep it"
GIVE_BACK, GIVE_BACK_GO_NOTE = "Yes", "Choose again"
GIVING_BACK = "One moment"

# reason: title, note, staff hint
TROUBLE = {
    "paper_out": (
        "No paper left",
        "No ticket was taken yet.\nWith new paper it goes on.",
        "Staff: open the lid, put in thermal paper, shiny side up, close the lid.",
    ),
    "cover_open": (
        "Printer lid open",
        "No ticket was taken yet.\nWith the lid closed it goes on.",
        "Staff: press the printer's lid until it clicks.",
    ),
    "printer_offline": (
        "Printer not ready",
        "No ticket was taken yet.",
        "Staff: check the printer's power and cable.",
    ),
    "hall_away": (
        "Tickets at the desk",
        "The screen cannot give tickets now.\nThe desk can, in the same order.",
        "",
    ),
    "date_unsure": (
        "The date is being checked",
        "This machine's clock is wrong. Tickets go on\nwhen staff have set it; the desk helps meanwhile.",
        "",
    ),
    "called_already": (
        "Too late to return",
        "It may have been called, please look at the board.\nElse ask at the service desk.",
        "",
    ),
    "already_waiting": (
        "You have a ticket",
        "It still waits for this service.\nIf it is lost, please ask at the service desk.",
        "",
    ),
    "not_entitled": (
        "No priority ticket now",
        "The age is not reached, or too much time passed.\nA normal ticket works; staff can come again.",
        "",
    ),
    "other": ("No ticket this time", "No ticket was taken yet.", ""),
}
TROUBLE_REPRINT_NOTE = "This number is yours already. It is called without a slip too."
YOU_CAN = "You can"
DESK_TITLE = "Get a ticket at the desk"
DESK_DIRECT = "Go to the desk directly"
DESK_SAY = "Ask at the service desk"
SERVED_HERE = "What is done here"
SEE_EXHIBITION = "See the exhibits"
SEE_EXHIBITION_NOTE = "And come back for a ticket later"
RETRY = "Try again"
CHOOSE_AGAIN = "Choose again"
RETRY_PAPER = "Paper is in, try again"

# why the doors are shut, or why an open hall gives no number
CLOSED = {
    "before": "Not open yet",
    "midday": "Lunch break",
    "break": "Closed for now",
    "over": "Closed for today",
    "not_today": "Not open today",
    "paused": "This is paused now",
    "slot_full": "No tickets left for now",
    "used_up": "No tickets left today",
}
NEXT_OPENING = "Opens next"
NO_NUMBER_NEXT = "Other services go on; or ask at the desk"
NEXT_UNKNOWN = "Please see the notice on the door"
WEEK_TITLE = "Opening hours this week"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SHUT = "Closed"
HOME = "OK, back to Home"
_SERVED_LETTERS = 56  # on a tile


def closed(shut: str, at: str | None) -> str:
    """("midday", ISO moment of today) -> Lunch break, until 13:30; ("before", …) -> Not open yet, opens at 8:00."""
    if at is None or shut not in ("before", "midday", "break"):
        return CLOSED[shut]
    return f"{CLOSED[shut]}, {'opens at' if shut == 'before' else 'until'} {clock(at[11:16])}"


def day_hours(spans: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """(("08:30", "12:00"), ("13:30", "17:30")) -> 8:30–12:00, 13:30–17:30: every opening of a day, none left out."""
    return tuple(f"{clock(opens)}–{clock(closes)}" for opens, closes in spans) or (SHUT,)


def weekday_and_day(weekday: int, number: str) -> str:
    """(0, "23") -> Mon  23."""
    return f"{WEEKDAYS[weekday]}  {number}"


def window_paused(name: str) -> str:
    return f"{name}, off"


def ahead(count: int) -> str:
    return f"{count} ahead"


def wait(low: int, high: int) -> str:
    return f"about {english.minutes(low, high)}"


def done(service: str, priority: bool = False) -> str:
    return f"Your {'priority ' if priority else ''}ticket, {service}"


# The groups a hall names by default; what it names itself stays in its own words.
_GROUPS = {
    "残疾人": "People with\ndisabilities",
    "孕妇，带婴儿的人": "Pregnant, or\nwith a baby",
    "现役军人": "On military\nservice",
    "烈士遗属": "Families of\nmartyrs",
    "身体不舒服的人": "Feeling\nunwell",
}


def elders(age: int) -> str:
    return f"Aged\n{age} or over"


def group(name: str) -> str:
    """A group of the hall's own list, as it stands in its box."""
    return _GROUPS.get(name, name)


def groups(names: tuple[str, ...]) -> str:
    """("残疾人",) -> for seniors, and people with disabilities."""
    return "Seniors, disability, pregnancy,\nmilitary service and more"


def lanes(normal_per_priority: int) -> str:
    return f"One priority ticket is called after every {counted(normal_per_priority, 'normal one', 'normal ones')}."


def card_awaited(seconds: int) -> str:
    return f"Waiting for the card, {seconds} s left"


def people(count: int) -> str:
    return counted(count, "person", "people")


def minutes(low: int, high: int) -> str:
    return english.minutes(low, high)


def trouble_with(title: str, number: str) -> str:
    """The slip of a number that the visitor has already."""
    return f"{title}, {number}"


def served(names: tuple[str, ...]) -> str:
    """The hall's own names, four at most, and of long ones fewer."""
    shown = list(names[:4])
    while len(shown) > 1 and len(", ".join(shown)) > _SERVED_LETTERS:
        shown.pop()
    return ", ".join(shown) + (" and more" if len(names) > len(shown) else "")


def desk(place: str) -> str:
    return f"{place}, in the same order"


def windows(names: tuple[str, ...]) -> str:
    """("1 号窗口", "2 号窗口") -> When called, go to 1 号窗口 or 2 号窗口."""
    if not names or len(names) > 3:
        return "When called, the board shows your window"
    return f"When called, go to {listed(names, 'or')}"


def returns(seconds: int, *, short: bool = False) -> str:
    return f"{seconds} s" if short else f"back in {seconds} s"


def opening(at: str, today: str) -> tuple[str, str]:
    """ISO moment -> (Tomorrow 8:30, Wednesday 18 November)."""
    when, now = datetime.fromisoformat(at), date.fromisoformat(today) if today else None
    day = when.date()
    near = {now: "Today", now + timedelta(days=1): "Tomorrow"} if now else {}
    name = near.get(day, f"{day.day} {english.MONTHS[day.month - 1][:3]}")
    return f"{name} {when.hour}:{when.minute:02d}", f"{english.WEEKDAYS[day.weekday()]} {day_name(day)}"


def clock(at: str) -> str:
    """ "08:30" -> 8:30."""
    return english.clock(at)


def paused(reason: str | None, until: str | None) -> str:
    return ", ".join(part for part in (reason or PAUSED, "" if until else PAUSED_NOTE) if part)


def home_services(names: Sequence[str]) -> str:
    """The hall's own names: two a line, four at most."""
    first, second = names[:2], names[2:4]
    return ", ".join(first) + (",\n" + ", ".join(second) if second else "")
