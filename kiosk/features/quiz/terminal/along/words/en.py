"""What is taken along from the quiz, in English."""

from __future__ import annotations

from datetime import date

from kiosk.ui.words.english import counted, dated

LEAVE_TITLE = "Stop here?"
LEAVE_PRINT = "Print a slip and go on another time"
LEAVE_STOP = "Stop"
LEAVE_STOP_NOTE = "Your answers are cleared; nothing is left behind"
LEAVE_ON = "Go on"
LEAVE_KEPT_TITLE = "Go on with this number"
LEAVE_KEPT_NOTE = "If the slip did not come out, write these 8 digits down."
LEAVE_PRINT_AGAIN = "Print again"
LEAVE_DONE = "Done"
LEAVE_FULL = "It cannot be kept now: go on, or stop"

CODE_ROW, CODE_ROW_NOTE = "Go on with a slip", "Enter its 8 digits"
CODE_TITLE = "The digits on your slip"
CODE_NOTE = "8 digits, good until the day printed on the slip."
CODE_FIELD = "Number on the slip"
CODE_ON = "Go on"
CODE_ASKING = "Looking"
CODE_SAID = {
    "check": "That is not a number of a slip: please compare",
    "unknown": "Not found: mistyped, out of date, or used already",
    "gone": "These questions were withdrawn",
}

MORE_TITLE = "What else?"
MORE_PRINT, PRINT = "Print the mistakes", "Print"
MORE_KEEP, MORE_KEEP_NOTE = "Keep it with my ID card", "Next time, compare then and now"
MORE_BACK = "Back to the result"
PRACTISE_NOTE = "Only what was not right; no score is counted"
SEE_KEPT, SEE_KEPT_NOTE = "Results I have kept", "By ID card; all can be deleted"

TAKE_CARD = "Please take your ID card"
PURPOSE_TITLE = "Why we read the card"
KEEP_PURPOSES = (
    ("user", "To know that it is you", "By name and number on the card"),
    ("download-simple", "To keep points and counts by topic", "No question, and nothing that you chose"),
    ("lock-simple", "Kept in the hall, encrypted, for you alone", "Shown when the same card is here again"),
)
SEE_PURPOSES = (
    ("user", "To know that it is you", "By name and number on the card"),
    ("chart-bar", "To find the results that you kept", "Shown to you alone"),
    ("eye-slash", "Photo and number are not kept", "Cleared when you leave"),
)
PURPOSE_NOTE = "That a card was read is noted apart, without name and number; that note stays for 6 months or more."
KEEP_TITLE = "Keep this result"
KEEP_STEPS, SEE_STEPS = ("What is kept", "ID card", "Compare"), ("What for", "ID card", "Results")
SEE_MORE = "All of them can be deleted there."
NOT_NOW, NOT_SEE, AGREE = "Do not keep", "Not now", "I agree"

PUT_CARD = "Put your ID card down"
PUT_CARD_NOTE = "At the lower right, by the green light. Lay it flat and leave it."
CARD_READING, CARD_READING_NOTE = "Read: asking the hall", "You can take the card. Do not leave it here."
CARD_ASKING = "Asking the hall"
CARD_UNREAD, CARD_UNREAD_NOTE = "It could not be read", "Lift it and put it back, flat, with no other card."
CARD_LYING = "Lift that card first"
CARD_LYING_NOTE = "At the lower right, by the green light.\nThen put your own there."
CARD_OFFLINE = "No card reading now"

KEPT = "Kept"
THEN, NOW = "Then", "Now"
BY_TOPIC = "By topic"
NOT_ASKED = "not asked"
ANOTHER = "Another one"
FORGET_ONE, FORGET, FORGET_ALL, KEEP_THEM = "Delete this one", "Delete all", "Delete all", "Keep them"
FORGET_NOTE = "They cannot be brought back."
NOTHING, NOTHING_NOTE = "Nothing is kept", "After a paper, keep the result with your ID card."
GONE, GONE_NOTE = "Deleted", "The hall keeps no result of yours."
DONE = "OK"
TROUBLE_SAID = {
    "away": ("Not possible now", "Nothing was kept. Please try again a little later."),
    "outside_hours": ("Not possible now", "Come in opening hours, with the same card."),
    "too_many": ("Too many cards here", "Please try later, or at another machine."),
    "gone": ("The card once more", "It has been a while: please put it there again."),
}


def day(day: date) -> str:
    return dated(day.isoformat())


def month(day: date) -> str:
    return dated(day.isoformat()[:7])


def leave_stands(number: int, total: int, answered: int) -> str:
    return f"Question {number} of {total}; {answered} answered."


def leave_until(until: str) -> str:
    return f"On this machine, until the end of {until}"


def code(text: str) -> str:
    return f"{text[:4]} {text[4:]}".strip()


def code_missing(count: int) -> str:
    return f"{counted(count, 'digit')} to go"


def code_wait(seconds: int) -> str:
    return f"Too many wrong ones: wait {seconds} s"


def gone(count: int) -> str:
    return f"{counted(count, 'question')} withdrawn, not counted"


def more(*, mistakes: bool, keeps: bool) -> str:
    both = "Practise, keep" if mistakes else "Keep it"
    return both if keeps else "Practise"


def practise(count: int) -> str:
    return f"Practise {counted(count, 'question')} again"


def practise_of(paper: str) -> str:
    return f"Practice: {paper}"


def printed(first: int, last: int, total: int) -> str:
    return f"On this slip: mistakes {first} to {last} of {total}; the next slip in a minute"


def mistakes(count: int) -> str:
    return f"{counted(count, 'mistake')} with the right answers; scan the slip for the text"


def keep_until(until: str) -> str:
    return f"The result is kept until {until}, then deleted; take it back at any time.\nIt is fine not to agree."


def agreed(at: str) -> str:
    return f"Agreed at {at}"


def waiting(seconds: int) -> str:
    return f"Waiting for your card, {seconds} s left"


def desk(place: str) -> str:
    return f"Please ask at {place}."


def full_day(day: date) -> str:
    return dated(day.isoformat())


def of_total(right: int, total: int) -> str:
    return f"{right} of {total} right"


def points(number: int) -> str:
    return counted(number, "point")


def topics_left(count: int) -> str:
    return f"{count} more not shown"


def forget_all(count: int) -> str:
    return f"Delete {counted(count, 'result')}?"


def one_gone() -> str:
    return "This one is deleted; those of before are kept."


def when(which: str, day: str) -> str:
    return f"{which}, {day}"
