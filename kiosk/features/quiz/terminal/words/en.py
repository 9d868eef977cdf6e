"""What the quiz says to a visitor: English. Questions, topics and sources stay as the bank has them."""

from __future__ import annotations

from kiosk.ui.words.english import counted, listed

HOME_TITLE, HOME_CAN = "Party quiz", "Quiz"
HOME_NOTE = "12 questions, 5 min,\nanswers explained"
HOME_NOTE_LARGE = "12 questions, about 5 min"
HOME_PRIVATE = "Only you see it"

LETTERS = "ABCDEFGH"

TITLE = "Which one?"
INTRO_NOTE = "No clock, no names, mistakes are fine."
PRIVATE = "Only for you, then gone"
HOW = "How it goes"
HOW_STEPS = (
    ("check-circle", "Choose an answer; skip when unsure"),
    ("lightbulb", "Each answer is explained at once"),
    ("chart-bar", "At the end see what to brush up"),
)
EMPTY = "No questions today"
EMPTY_NOTE = "The bank has no questions to ask. Home, below, leads to the rest."

DOUBT, DOUBT_SAID = "Something is wrong", "Noted"
DOUBT_TITLE = "What is wrong?"
DOUBT_NOTE = "One tap notes the question, nothing of you."
DOUBTS = {
    "answer": "The answer is not right", "wording": "I cannot understand it", "outdated": "It is out of date",
    "options": "An option is wrong",
}  # fmt: skip
NO_DOUBT = "It is fine, back"

PLAN_TITLES = {"checkup": "Party knowledge quiz", "everyday": "Everyday life"}
PLAN_ABOUT = {"checkup": "Charter, history, rights and duties", "everyday": "Papers, hotlines, neighbours, law"}
PLAN_ICONS = {"checkup": "exam", "everyday": "house-line"}
KINDS = {"single": "One answer", "multiple": "Several answers", "judge": "True or false"}
JUDGED_LETTERS = {"对": "T", "错": "F"}  # by what the bank calls the two options
JUDGED = {"对": "True", "错": "False"}

UNTIMED = "no clock"
CHANGE_ALL_YOU_LIKE = "You may change it before you hand it in."
SEVERAL = "Choose several; change them before you hand in."
SKIP = "Skip"
SKIP_FOR_GOOD = "Leave it out"
HAND_IN = "Done, explain it"
CHOOSE_FIRST = "Choose one first"
NEXT = "Next"
TO_RESULT = "See the result"
SKIPPED_BEFORE = "Skipped before"

RIGHT = "Right"
EXPLANATION = "Why"

RESULT = "your result"
FULL_MARKS = "out of 100"
ADVICE = "For you"
BY_TOPIC = "By topic"
OF_COUNT = "right / asked"
BANDS_NOTE = "From 90 excellent, 75 good,\n60 passed, below: once more"
BANDS = {"excellent": "Excellent", "good": "Good", "pass": "Passed", "again": "Once more"}
AGAIN = "Another one"
READ_NOW = "Read it now"
ALL_RIGHT = "See the exhibits"
BACK_TO_RESULT = "To the result"
PREVIOUS_MISTAKE = "Back"


def plan_note(plan: str, count: int, topics: tuple[str, ...]) -> str:
    """Two lines under a paper's title."""
    minutes = max(1, round(count * 25 / 60))
    about = PLAN_ABOUT.get(plan) or ", ".join(topics)
    return f"{counted(count, 'question')}, about {minutes} min\n{about}"


def shortage(count: int, wanted: int) -> str:
    return f"Only {count} of {wanted} today"


def resume(number: int) -> str:
    return f"Go on with question {number}"


def number(position: int) -> str:
    return f"Question {position + 1}"


def of_total(total: int) -> str:
    return f"  of {total}"


def letters(indices: tuple[int, ...]) -> str:
    return listed([LETTERS[index] for index in indices], "and")


def right_answer(text: str, chosen: str) -> str:
    return f"You chose {chosen}; right is {text}" if chosen else f"Nothing chosen; right is {text}"


def source(text: str) -> str:
    return f"Source: {text}"


def paper_untimed(paper: str) -> str:
    return f"{paper}, {UNTIMED}"


def result_of(paper: str) -> str:
    return f"{paper}, {RESULT}"


def answered(right: int, total: int, seconds: float) -> str:
    return f"{right} of {total} right in {duration(seconds)}"


def duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"


def see_mistakes(count: int) -> str:
    return f"See my {counted(count, 'mistake')}"


def mistake_of(place: int, total: int) -> str:
    return f"Mistake {place + 1} of {total}"


def advice(strong: tuple[str, ...], weak: str | None, mistakes: int, reading: str, minutes: int) -> str:
    if weak is None:
        return "Every topic right. New questions come in some days."
    praise = f"{strong[0]}: well known. " if strong else ""
    read = f'Have a look at "{reading}", about {minutes} min.' if reading else "Read the answers, then try another one."
    return f"{praise}{weak}: {counted(mistakes, 'mistake')}. {read}"
