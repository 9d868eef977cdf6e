"""Interface text of 忆初心's screens: English."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.features.membership.rules.record import MilestoneView, RecordView
from kiosk.ui.words.english import counted, dated

HOME_TITLE, HOME_CAN = "My record", "My record"
HOME_NOTE = "When and how\nyou joined the Party"
HOME_NOTE_LARGE = "How you joined; ID card needed"
HOME_AWAY = "Not available now"
HOME_NEEDS_CARD = "ID card"
HOME_NO_READER, HOME_NO_READER_LARGE = "No card reader", "No card reader; use number and PIN"

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
CARD_LYING = "Lift that card first"
CARD_LYING_NOTE = "Below the screen on the right, at the green light.\nThen put your own ID card down."
TAKE_CARD = "Please take your ID card"
CARD_OFFLINE = "No card reading now"
NO_CARD = "No card with me"

PIN_TITLE = "By number and PIN"
PIN_STEPS = ("Purpose", "Number, PIN", "Record")
NUMBER_FIELD, NUMBER_DIGITS = "ID number", "18 digits"
PIN_FIELD, PIN_DIGITS = "One-time PIN", "6 digits"
NUMBER_WRONG = "This number is not right, please check it"
CHANGE_NUMBER = "Change"
SEE_NUMBER = "Hold to see"
NEXT_FIELD = "Next"
SEE_BY_PIN = "See the record"
ASKING = "Looking for your record"

ARRIVAL_FOUND = "Your record is here"
ARRIVAL_NOTE = "If somebody stands beside you, look a little later."
SEE_RECORD = "See my record"
NOT_NOW_CLEAR = "Not now, clear"

PRIVATE = "Only for you; cleared when you are still"
PRIVATE_LARGE = "Only for you, then cleared"
KIND = "Party record"
ID_TAIL = "ID ends"
BRANCH, BRANCH_LARGE = "Branch", "Branch"
BRANCH_THEN = "Joined in"
CONTACTS = "Contacts"
INTRODUCERS = "Sponsors"
POLITICAL_BIRTHDAY = "Party birthday"
COUNTS_FROM = "Counts from"
NOT_WRITTEN = "not written"
PARTY_AGE = "In the Party"
PROBATION = "Probation"
PROBATION_NOTE = "The years count\nfrom full membership"
UNKNOWN_AGE_NOTE = "The date of full\nmembership is\nnot written"
NOW_IS = "At present"
CATEGORIES = {
    "full": "Full member",
    "probationary": "Probationary\nmember",
    "candidate": "Candidate",
    "activist": "Activist",
    "applicant": "Applicant",
}
MOVED = "Your membership has moved elsewhere. Your way here stays here."
EXTENDED = "Probation was extended; the years count from full membership."
BIRTHDAY_TODAY = "Today is your Party birthday"
SEE_COURSE_NOTE = "From the day you applied"
BACK_HERE = "Back to the record"
TO_RECORD = "Record"
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

LETTERS = "Your papers"
LETTER_NAMES = {"application": "Letter", "volunteer": "Form", "full_application": "Request"}
LETTER_MARKERS = LETTER_MARKERS_LARGE = LETTER_NAMES
LETTER_ONLY_YOURS = "For you only, not printed."
READ_LETTER = "Read it"
HEAR = "Listen"
PREVIOUS_PAGE, NEXT_PAGE = "Back", "Next"
PREVIOUS_PART, NEXT_PART = "Back", "Next"
PREVIOUS_LETTER, NEXT_LETTER = "Back", "Next"
ZOOM_IN, ZOOM_OUT = "Larger", "Smaller"
LETTER_LOST = "This page cannot be opened now"
LETTER_LOST_NOTE = "See the rest first, or try again later."

WRONG_DATES_TITLE = "We can correct dates"
WRONG_DATES_NOTE = "Take your ID card to the service desk.\nA keeper compares the original papers."
WRONG_DATES_STEPS = (
    ("identification-card", "Take your ID card", "It shows that it is you"),
    ("users", "Ask at the service desk", ""),
    ("files", "A keeper checks the papers", "Afterwards you see the new dates here"),
)
BACK_TO_RECORD = "Back to the record"

REFUSED_TITLE = "No record to show"
REFUSED_NOTE = "The card or PIN may not match,\nor the record is not entered yet."
REFUSED_WHY = "The screen does not say which, so nobody can find out"
REFUSED_CLEARED = "What was given has been cleared from the screen."
LOCKED_TITLE = "Please wait a little"
LOCKED_NOTE = "The PIN did not match several times.\nA card need not wait."
YOU_CAN = "You can"
ASK_DESK = "Ask at the service desk"
ASK_DESK_NOTE = "Take your ID card, staff will look"
TAKE_TICKET = "Get a ticket and ask"
TRY_AGAIN = "Try the ID card again"
TRY_AGAIN_NOTE = "Make sure it is your own card"
USE_PIN = "Use number and PIN"
USE_PIN_NOTE = "The service desk gives you a PIN"
USE_CARD = "Use the ID card"
USE_CARD_NOTE = "With the card no PIN is needed"
PIN_AGAIN = "Try again"
PIN_AGAIN_NOTE = "Check number and PIN"
HOME = "OK, back to Home"

# reason: title, note
AWAY = {
    "away": ("Not available now", "The records cannot be reached.\nPlease try later."),
    "outside_hours": ("Not at this hour", "Records are open in opening hours only;\nthat keeps yours safer."),
    "too_many": ("Not available now", "Too many look-ups here just now.\nPlease try later."),
}
AWAY_RETRY = "Try again"
AWAY_KEPT = "Your record is safe, only out of sight now."


def pin_note(place: str) -> str:
    return f"The service desk ({place}) gives you a PIN: 10 minutes, once."


def digits_missing(count: int) -> str:
    return f"{count} more"


def wait_for_pin(seconds: int) -> str:
    """Beside a button that is off until then."""
    minutes, rest = divmod(seconds, 60)
    return f"Wait {minutes} min {rest} s" if minutes else f"Wait {rest} s"


def waiting(seconds: int) -> str:
    return f"Waiting for your card, {seconds} s"


def agreed(at: str) -> str:
    return f"Agreed at {at}"


def seconds_left(seconds: int) -> str:
    return f"{seconds} s"


def day(iso: str) -> str:
    """`1988-07-01` -> 1 Jul 1988; a month without its day stays without; empty: not written."""
    return dated(iso) if iso else NOT_WRITTEN


def month_day(iso: str) -> str:
    """`1988-07-01` -> 1 Jul."""
    return " ".join(dated(iso).split(" ")[:-1])


def corrected(iso: str) -> str:
    """The day from which the years count, where a keeper has put it right."""
    return f"{day(iso)} (corrected)"


def greeting(name: str) -> str:
    return f"Welcome, {name}"


def arrival(record: RecordView, today: str) -> tuple[str, str, str]:
    """The first words: when, what, how long ago; of an anniversary only the first two. Empty: nothing is known."""
    told = anniversary(record.milestones)
    if told:
        return f"{told[0]}:", f"{told[1]}.", ""
    line = next((line for kind in _ARRIVAL for line in record.milestones if line.kind == kind), None)
    if line is None:
        return "", "", ""
    years = int(today[:4]) - int(line.date[:4]) - (today[5:] < f"{line.date}-01"[5:10])
    aged = f", aged {line.age}" if line.age is not None else ""
    what, ago = _THAT_DAY[line.kind], f"{counted(years, 'year')} ago." if years > 0 else ""
    return f"{day(line.date)}:", f"{what[0].upper()}{what[1:]}{aged}.", ago


_ARRIVAL = ("joined", "full", "applied", "candidate", "activist")


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
    today = [line for line in lines if line.years_ago_today and line.kind in _THAT_DAY]
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


def letter_pages(count: int) -> str:
    return f"Scanned original, {counted(count, 'page')}"


def letter_button(name: str, count: int) -> str:
    """One of several letters."""
    return f"{name}, {count} p."


def letter_place(page: int, pages: int) -> str:
    return f"Page {page}\nof {pages}"


def letter_spoken(name: str, page: int, pages: int) -> str:
    """What the voice says of a picture of handwriting."""
    return f"{name}, page {page} of {pages}. A picture of the original, which cannot be read out."


def watermark(iso: str) -> str:
    return f"For its owner only, {dated(iso)}"


def missing(kinds: Sequence[str]) -> str:
    """Under a timeline with gaps."""
    return "The service desk can add missing dates." if kinds else ""


def ask_desk(place: str) -> str:
    return f"{place}. {ASK_DESK_NOTE}"


def desk(place: str) -> str:
    return f"Please go to the service desk ({place})\nwith your ID card; staff will look."
