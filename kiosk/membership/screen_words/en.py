"""Interface text of 忆初心's screens: English."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.membership.record import MilestoneView, RecordView
from kiosk.ui.english import counted, dated

TITLE = "Look at my Party record"
STEPS = ("Purpose", "ID card", "Record")

PURPOSE_TITLE = "Why we read the card"
# icon, what, and on the notice page how
PURPOSES = (
    ("user", "To check that it is you", "By the name and number on the card"),
    ("file-text", "To find when and how you joined", "Shown to you, to nobody else"),
    ("eye-slash", "Photo and number are not kept", "Nothing is printed; all is cleared after"),
)
PURPOSE_LAST_SHORT = "Photo and number are not kept, all is cleared after"
PURPOSE_NOTE = "Only the fact of a look-up is kept, without name or number, for at least 6 months."
PURPOSE_NOTE_NARROW = PURPOSE_NOTE
PURPOSE_MORE = "You may say no. Everything else works as before."
AGREE = "I agree, go on"
NOT_NOW = "Not now"
NEXT_STEP = "Next: your ID card"
NEXT_STEP_NOTE = "Below the screen on the right, at the green light."

PUT_CARD = "Put your ID card down"
PUT_CARD_NOTE = "Below the screen on the right, at the green light. Flat, and leave it there."
CARD_READING = "Card read, looking"
CARD_READING_NOTE = "You can take your card. Do not forget it."
CARD_ASKING = "Looking for your record"
CARD_UNREAD = "Card not read"
CARD_UNREAD_NOTE = "Lift it and put it down again, flat, with no other card."
CARD_OFFLINE = "No card reading now"

PRIVATE = "Only for you; cleared when you are still"
PRIVATE_LARGE = "Only for you, then cleared"
KIND = "Party record"
ID_TAIL = "ID ends"
BRANCH, BRANCH_LARGE = "Branch", "Branch"
INTRODUCERS = "Sponsors"
NOT_WRITTEN = "not written"
PARTY_AGE = "In the Party"
PROBATION = "Probation"
PROBATION_NOTE = "The years count\nfrom full membership"
UNKNOWN_AGE_NOTE = "The date of full\nmembership is\nnot written"
COURSE = "How you joined"
MILESTONES = {
    "applied": "Applied to join",
    "talked": "First talk",
    "activist": "Named an activist",
    "candidate": "Named a candidate",
    "reviewed": "Review and training",
    "joined": "Joined on probation",
    "extended": "Probation extended",
    "full": "Became a full member",
}
MILESTONES_LARGE = {
    "applied": "Applied",
    "talked": "First talk",
    "activist": "Activist",
    "candidate": "Candidate",
    "reviewed": "Review, training",
    "joined": "On probation",
    "extended": "Extended",
    "full": "Full member",
}
COUNTED_FROM = "The years count from this day"
COUNTED_FROM_MONTH = "The years count from this month"
COUNTED_FROM_LARGE = "The years count from full membership"
ON_PROBATION = "On probation now"
WRONG_DATES = "Wrong dates?"
FINISH = "Clear and finish"

WRONG_DATES_TITLE = "We can correct dates"
WRONG_DATES_NOTE = "Take your ID card to the service desk.\nA keeper compares the original papers."
WRONG_DATES_STEPS = (
    ("identification-card", "Take your ID card", "It shows that it is you"),
    ("users", "Ask at the service desk", ""),
    ("files", "A keeper checks the papers", "Afterwards you see the new dates here"),
)
BACK_TO_RECORD = "Back to the record"

REFUSED_TITLE = "No record to show"
REFUSED_NOTE = "The card may not match,\nor the record is not entered yet."
REFUSED_WHY = "The screen does not say which, so nobody can find out"
REFUSED_CLEARED = "What was read has been cleared from the screen."
YOU_CAN = "You can"
ASK_DESK = "Ask at the service desk"
ASK_DESK_NOTE = "Take your ID card, staff will look"
TAKE_TICKET = "Get a ticket and ask"
TRY_AGAIN = "Try the ID card again"
TRY_AGAIN_NOTE = "Make sure it is your own card"
HOME = "OK, back to Home"

# reason: title, note
AWAY = {
    "away": ("Not available now", "The records cannot be reached.\nPlease try later."),
    "outside_hours": ("Not at this hour", "Records are open in opening hours only;\nthat keeps yours safer."),
    "too_many": ("Not available now", "Too many look-ups here just now.\nPlease try later."),
}
AWAY_RETRY = "Try again"
AWAY_KEPT = "Your record is safe, only out of sight now."


def waiting(seconds: int) -> str:
    return f"Waiting for your card, {seconds} s"


def agreed(at: str) -> str:
    return f"Agreed at {at}"


def seconds_left(seconds: int) -> str:
    return f"{seconds} s"


def day(iso: str) -> str:
    """`1988-07-01` -> 1 Jul 1988; a month without its day stays without; empty: not written."""
    return dated(iso) if iso else NOT_WRITTEN


def counted_from(iso: str) -> str:
    return COUNTED_FROM if iso.count("-") == 2 else COUNTED_FROM_MONTH


def years_unit(count: int) -> str:
    """Under the number of years."""
    return "year" if count == 1 else "years"


def months_unit(count: int) -> str:
    """Under the number of months."""
    return "month" if count == 1 else "months"


def age(years: int | None) -> str:
    return "" if years is None else f"at {years}"


def introducers(names: Sequence[str]) -> str:
    return ", ".join(names) if names else NOT_WRITTEN


def course(record: RecordView, *, a_line_each: bool = False) -> str:
    """One calm sentence over the timeline: Applied at 21, joined at 23, full member at 24."""
    ages = {line.kind: line.age for line in record.milestones if line.age is not None}
    parts = [f"{deed} at {ages[kind]}" for kind, deed in _DEEDS if kind in ages]
    said = (",\n" if a_line_each else ", ").join(parts)
    return f"{said[0].upper()}{said[1:]}." if said else ""


_DEEDS = (("applied", "applied"), ("joined", "joined"), ("full", "full member"))


def anniversary(lines: Sequence[MilestoneView]) -> tuple[str, str] | None:
    """(40 years ago today, you applied); of several the latest step counts."""
    today = [line for line in lines if line.years_ago_today]
    if not today:
        return None
    return f"{counted(today[-1].years_ago_today or 0, 'year')} ago today", _THAT_DAY[today[-1].kind]


def that_day(when: str, what: str) -> str:
    """An anniversary as one line."""
    return f"{when}: {what}"


def that_day_lines(when: str, what: str) -> tuple[str, str]:
    return when, f"{what}."


_THAT_DAY = {
    "applied": "you applied",
    "activist": "named activist",
    "candidate": "named candidate",
    "joined": "you joined",
    "full": "full member",
}


def missing(kinds: Sequence[str]) -> str:
    """Under a timeline with gaps."""
    return "The service desk can add missing dates." if kinds else ""


def ask_desk(place: str) -> str:
    return f"{place}. {ASK_DESK_NOTE}"


def desk(place: str) -> str:
    return f"Please go to the service desk ({place})\nwith your ID card; staff will look."
