"""What a directory says to a visitor: English; what the keeper wrote stays as it is."""

from __future__ import annotations

from datetime import date

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
QUESTIONS, FIND, PLAN, MORE = "Questions", "Find", "Floor plan", "More"
BRING, WHERE, NOTE, USE = "What to bring", "Where and when", "Please note", "What it is for"
ASK_DESK = "Nothing is written here; please ask at the desk."
PLACE, HOURS, TAKES, PHONE, WEEKDAYS = "Place", "Hours", "Takes", "Telephone", "Days"
READ_WHOLE = "Read all"
PRINT, TAKE_NUMBER = "Print", "Get a ticket"
OTHERS = "Others"
AWAY = "The queue cannot be reached; please go to the desk"
UNSURE = "No tickets now; please go to the desk"
TODAY, TOMORROW, AFTER = "today", "tomorrow", "in 2 days"
HINT = "Tap one to see what to bring and where to go"


def all_of(count: int) -> str:
    return f"All {count}"


def bring(things: tuple[str, ...]) -> str:
    return f"Bring {', '.join(things)}"


def badge(place: str) -> str:
    """As the keeper calls it."""
    return place


def where(area: str, place: str) -> str:
    """1 楼窗口 and 1 号窗口 -> 1 号窗口, 1 楼: names stay as the hall has them."""
    if not place or area == place:
        return area
    return joined((place, area.removesuffix("窗口").strip() if place.endswith("窗口") else area))


def weekdays(days: tuple[int, ...]) -> str:
    return ", ".join(DAYS[day - 1] for day in days)


def next_day(days: tuple[int, ...], now: date) -> str:
    """Tomorrow, in 2 days, Thu: when it is done next; empty where that is today, or any day."""
    if not days or now.isoweekday() in days:
        return ""
    ahead = min((day - now.isoweekday()) % 7 for day in days)
    day = (now.isoweekday() - 1 + ahead) % 7
    return {1: "Tomorrow", 2: "In 2 days"}.get(ahead, DAYS[day])


def waiting(ahead: int, low: int, high: int) -> str:
    if ahead == 0:
        return "No waiting now"
    return f"{ahead} ahead, about {low}–{high} min" if high > low else f"{ahead} ahead, about {high} min"


def paused(until: str) -> str:
    return f"This service pauses until {until}" if until else "This service pauses; please ask at the desk"


def opens(day: date, hour: str, now: date | None) -> str:
    ahead = (day - now).days if now else -1
    named = {0: TODAY, 1: TOMORROW, 2: AFTER}.get(ahead, day.isoformat())
    return f"No tickets now; from {hour} {named}"


def closed() -> str:
    return "No tickets now; please ask at the desk"


def told(head: str, text: str) -> str:
    return f"{head}: {text}" if text else head


def joined(parts: tuple[str, ...]) -> str:
    """Those that are not empty."""
    return ", ".join(part for part in parts if part)
