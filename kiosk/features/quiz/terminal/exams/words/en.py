"""What 正式测试 says to a visitor: English. Titles and questions stay as the hall has them."""

from __future__ import annotations

from datetime import datetime

from kiosk.ui.words.english import MONTHS, counted

ROW_TITLE = "Test that counts"
STEPS = ("Purpose", "ID card", "Test")
TITLE = "Take a test"

PURPOSE_TITLE = "Why we read the card"
# icon, what, and on the notice page how
PURPOSES = (
    ("user", "To check that it is you", "By the name and number on the card"),
    ("exam", "To keep your answers and result", "Each at once; the keeper can see them"),
    ("calendar-blank", "Deleted in time, after a year at most", "Sooner, if you ask at the desk"),
)
PURPOSES_SHORT = (
    "To check that it is you", "To keep answers and result, for the keeper", "Deleted after a year at most",
)  # fmt: skip
PURPOSE_NOTE = "Answers and result are kept sealed in the hall, nothing on this machine."
PURPOSE_NOTE_NARROW = PURPOSE_NOTE
PURPOSE_MORE = "You may say no. Everything else works as before."
AGREE = "I agree, go on"
NOT_NOW = "Not now"
NEXT_STEP = "Next: your ID card"
NEXT_STEP_NOTE = "Below the screen on the right, at the green light."

PUT_CARD = "Put your ID card down"
PUT_CARD_NOTE = "Below the screen on the right, at the green light. Flat, and leave it there."
PUT_CARD_AGAIN = "Your ID card once more"
PUT_CARD_AGAIN_NOTE = "All your answers are kept; you go on from there."
CARD_READING = "Card read, looking"
CARD_READING_NOTE = "You can take your card. Do not forget it."
CARD_ASKING = "Looking for your test"
CARD_UNREAD = "Card not read"
CARD_UNREAD_NOTE = "Lift it and put it down again, flat, with no other card."
CARD_LYING = "Lift that card first"
CARD_LYING_NOTE = "Below the screen on the right, at the green light.\nThen put your own ID card down."
TAKE_CARD = "Please take your ID card"
CARD_OFFLINE = "No card reading now"

PRIVATE = "Only for you; cleared when you are still"
PRIVATE_LARGE = "Only for you, then cleared"

OWN_NOTE = "You can take it once. If you stop, the same card goes on."
NONE_OPEN = "No test for you now"
BEGIN, GO_ON, SEE_RESULT = "Begin now", "Go on", "See the result"
STARTING = "Getting the questions"
UNTIMED = "no time limit"

CHANGE_UNTIL = "You can change answers until you hand in."
LAST_MINUTES = "5 minutes left; then it is handed in by itself."
BEFORE, NEXT, SKIP, HAND_IN = "Back one", "Next", "Skip", "Hand in"

WAIT_TITLE = "The clock waits too"
WAIT_NOTE = "The hall cannot be reached; it goes on by itself."
WAIT_SAVED = "Everything you answered is safe in the hall."
WAIT_UNSENT = "All is safe; your last answer is waiting to be sent."
WAIT_LEAVE = "Leave for now"
WAITING = "Waiting for the hall"
WAIT_HOW = "You can leave"
WAIT_HOW_NOTE = "The same ID card goes on, on any machine"

LEAVE_TITLE = "Stop for now?"
LEAVE_NOTE = "The clock stops, and your answers are kept."
LEAVE_HOW_NOTE = "The same ID card, on any machine"
STOP_HERE = "Stop for now"
STAY = "Stay, go on"

LAST_TITLE = "Hand in now?"
LAST_NOTE = "After that nothing can be changed; you see the result."
ALL_ANSWERED = "Every question is answered"
TO_OPEN = "To the open ones"
BACK_TO_PAPER = "Look again"
HAND_IN_NOW = "Hand in"
HANDING_IN = "Handing in"
OPEN_COUNTS = "An open one counts as not right"
CLOCK_HANDS_IN, NO_CLOCK = "Then it is handed in by itself", "Take your time, look again"
AFTER, AFTER_NOTE = "After that", "The hall marks it at once; it can be taken once"

RESULT = "Your result"
POINTS = "points"
FULL_MARKS = "of 100"
PASSED, NOT_PASSED = "Pass mark reached", "Not yet passed"
ENDED = {
    "handed_in": "Handed in; the hall has your result.",
    "before": "You have handed this one in; it can be taken once.",
    "time_up": "Time is up; what you answered counts.",
    "closed": "The test is over; what you answered counts.",
}
CERTIFICATE = "Print the result"
CERTIFICATE_NOTE = "If it does not print: until the test is over, the same card prints it again."
FINISH = "Clear and leave"
HANDED_IN_AT = "Handed in"

# why: title, note
TOLD = {
    "nobody": ("No test to take now", "Perhaps you are in no list yet,\nor it has not begun."),
    "away": ("Not possible now", "The hall cannot be reached.\nPlease come back in a while."),
    "too_many": ("Not possible now", "Too many cards on this machine just now.\nPlease come back in a while."),
    "elsewhere": ("On another machine", "The same card goes on over there;\nit stops here."),
    "closed": ("This test is over", "What you answered counts;\nask the organisers for the result."),
    "unclear": ("Stopped here", "Your answers are in the hall;\nyour card again goes on."),
}
YOU_CAN = "You can"
ASK_DESK = "Ask at the service desk"
ASK_DESK_NOTE = "with your ID card; staff will help"
CARD_AGAIN = "Card again"
CARD_HERE = "Go on here"
HOME = "All right, home"


def row_note(titles: tuple[str, ...]) -> str:
    """Under 正式测试 among the papers."""
    return f"{listed(titles)}\nID card needed, once only"


def listed(titles: tuple[str, ...]) -> str:
    return titles[0] if len(titles) == 1 else f"{titles[0]} and {len(titles) - 1} more"


def waiting(seconds: int) -> str:
    return f"Waiting for your card, {counted(seconds, 'second')} left"


def agreed(at: str) -> str:
    return f"Agreed at {at}"


def desk(place: str) -> str:
    return f"Please go to the service desk ({place}),\nstaff will help you."


def ask_desk(place: str) -> str:
    return f"{place}, {ASK_DESK_NOTE}"


def seconds_left(seconds: int) -> str:
    return f"{seconds} s"


def own_title(who: str, count: int) -> str:
    return f"{who}, {counted(count, 'test')} for you" if count else f"{who}, welcome"


def exam_note(count: int, seconds: int | None, at: str) -> str:
    """Under the title of one that has not begun."""
    return f"{counted(count, 'item')}, {length(seconds)}\nuntil {moment(at)}"


def paused_note(answered: int, count: int, left_seconds: int | None) -> str:
    left = "" if left_seconds is None else f", {-(-left_seconds // 60)} min left"
    return f"{answered} of {count}{left or ' answered'}"


def done_note(points: int, passed: bool) -> str:
    return f"Handed in, {counted(points, 'point')}\n{PASSED if passed else NOT_PASSED}"


def length(seconds: int | None) -> str:
    return UNTIMED if seconds is None else f"{max(1, round(seconds / 60))} min"


def moment(at: str) -> str:
    """`2026-11-30T16:20:00+08:00` -> 30 Nov, 16:20."""
    when = datetime.fromisoformat(at)
    return f"{when.day} {MONTHS[when.month - 1][:3]}, {when.hour}:{when.minute:02d}"


def number(place: int) -> str:
    return f"Question {place + 1}"


def of_total(total: int) -> str:
    return f"  of {total}"


def minutes_left(minutes: int) -> str:
    return f"{minutes} min left" if minutes > 1 else "Under 1 min left"


def answered_of(answered: int, total: int) -> str:
    return f"{answered} of {total} answered"


def left_open(count: int) -> str:
    return f"{counted(count, 'question')} without an answer" if count else ALL_ANSWERED


def left_time(minutes: int | None) -> str:
    return UNTIMED.capitalize() if minutes is None else minutes_left(minutes)


def answered(right: int, total: int, seconds: int) -> str:
    return f"{right} of {total} right, in {duration(seconds)}"


def duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def handed_in_at(when: str) -> str:
    return f"{HANDED_IN_AT} {when}"
