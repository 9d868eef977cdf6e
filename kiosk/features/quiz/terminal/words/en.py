"""What the quiz says to a visitor: English. Questions, topics and sources stay as the bank has them."""

from __future__ import annotations

import re

from kiosk.ui.words.english import counted, listed

HOME_TITLE, HOME_CAN = "Party quiz", "Quiz"
HOME_PRIVATE = "Only you see it"

LETTERS = "ABCDEFGH"

TITLE = "Which one?"
INTRO_NOTE = "On your own: no clock, no names, mistakes are fine."
INTRO_PRIVATE = "Your practice is only for you, then gone"
PRIVATE = "Only for you, then gone"
HOW = "How it goes"
HOW_STEPS = (
    ("check-circle", "Choose, or skip for now"),
    ("lightbulb", "Each one is explained"),
    ("chart-bar", "See what to brush up"),
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

KINDS = {
    "single": "One answer",
    "multiple": "Several answers",
    "judge": "True or false",
    "fill": "Fill in",
    "order": "Put in order",
}
JUDGED_LETTERS = {"对": "T", "错": "F"}  # by what the bank calls the two options
JUDGED = {"对": "True", "错": "False"}

UNTIMED = "no clock"
FOOTS = {
    "single": "You may change it before you hand it in.", "judge": "You may change it before you hand it in.",
    "multiple": "Choose several; change them before you hand in.", "fill": "Write it with the keys.",
    "order": "A second tap takes it back.",
}  # fmt: skip
STEM_FIRST, STEM_GOES_ON = "Read the question first", "The question goes on"
STEM_AGAIN, STEM_ON, OPTIONS_BEFORE = "The question", "Read on", "Answers before"
START_OVER = "Start over"
BY_CHOICE, BY_KEYS = "Let me choose instead", "Write it instead"
LETTERS_LEFT = "Choose characters"
NEXT_BLANK = "To the next blank"
LARGER, TO_QUESTION = "Enlarge", "To the question"
PICTURE_COMES = "Picture on its way"
LATE_PICTURE, LATE_PICTURE_NOTE = (
    "Fetching the picture",
    "It is shown as soon as it is here. You may go back to the question.",
)
NO_PICTURE, NO_PICTURE_NOTE = "The picture cannot be opened", "Skip this one, or ask for help."
BEGIN_TO_FILL = "Fill it in"
SKIP = "Skip"
SKIP_FOR_GOOD = "Leave it out"
CHOOSE_FIRST = "Choose one first"
RIGHT_ORDER = "Another order; the right one is below"
NEXT = "Next"
TO_RESULT = "See the result"
SKIPPED_BEFORE = "Skipped before"

RIGHT = "Right"
EXPLANATION = "Why"

RESULT = "your result"
FULL_MARKS = "out of 100"
ADVICE = "For you"
BY_TOPIC = "By topic"
WEAKEST_TOPICS = "Weakest"
OF_COUNT = "right / asked"
USUAL_BANDS = ((90, "Excellent"), (75, "Good"), (60, "Passed"), (0, "Once more"))
AGAIN = "Another one"
READ_NOW = "Read it now"
ALL_RIGHT = "See the exhibits"
BACK_TO_RESULT = "To the result"
PREVIOUS_MISTAKE = "Back"


def home_note(count: int, minutes: int, also: str = "", *, large: bool = False) -> str:
    """On the tile: of the first paper, and what else is here."""
    if large:
        return f"{counted(count, 'question')}, about {minutes} min"
    return f"{counted(count, 'question')}, {minutes} min,\n{also or 'answers explained'}"


def home_brief(count: int) -> str:
    return counted(count, "question")


def minutes(count: int, seconds: int | None) -> int:
    """As the paper says, or 25 seconds a question."""
    return max(1, round((seconds or count * 25) / 60))


def plan_note(count: int, seconds: int | None, about: str) -> str:
    """Two lines under a paper's title."""
    return f"{counted(count, 'question')}, about {minutes(count, seconds)} min\n{about}".strip()


def in_one(note: str) -> str:
    """The same, broken where there is room."""
    return note.replace("\n", ": ")


def topics(names: tuple[str, ...]) -> str:
    return ", ".join(names)


def shortage(count: int, wanted: int) -> str:
    return f"Wants {wanted}, today there are only {count}"


def bands_note(bands: tuple[tuple[int, str], ...]) -> str:
    """From how many points which, the lowest last; two to a line."""
    parts = [f"from {least} {title}" for least, title in bands[:-1]] + [f"below: {bands[-1][1]}"]
    return ",\n".join(", ".join(parts[place : place + 2]) for place in range(0, len(parts), 2))


def resume(number: int) -> str:
    return f"Go on with question {number}"


def number(position: int) -> str:
    return f"Question {position + 1}"


def of_total(total: int) -> str:
    return f"  of {total}"


def letters(indices: tuple[int, ...]) -> str:
    return listed([LETTERS[index] for index in indices], "and")


def hand_in(kind: str, *, explains: bool) -> str:
    """The primary, by what is done with the question."""
    return "Done, explain it" if explains else "Done"


def steps_left(count: int) -> str:
    return f"{counted(count, 'step')} to go"


def options_next(count: int) -> str:
    """Under a stem that has a screen to itself."""
    return f"The {counted(count, 'answer')} are on the next screen."


def see_options(count: int, *, more: bool) -> str:
    """On to the answers; ``more``: some are before one."""
    return "More answers" if more else f"See {counted(count, 'answer')}"


def last_of(stem: str) -> str:
    """What a long stem asks: its last sentence."""
    parts = [part for part in re.split(r"(?<=[。！？?!])", stem.strip()) if part.strip()]
    return parts[-1].strip() if parts else stem


def placed(text: str, place: int) -> str:
    """A step that was put elsewhere."""
    return f"{text} (yours: {place + 1})"


def missed(text: str) -> str:
    """One of several right options that was not chosen."""
    return f"{text} (not chosen)"


def in_place(text: str, place: int) -> str:
    return f"{place} {text}"


def tap_for(place: int) -> str:
    return f"Tap no. {place}"


def blank(place: int) -> str:
    return f"Blank {place + 1}"


def blanks_left(count: int) -> str:
    return "Fill it in first" if count == 1 else f"{counted(count, 'blank')} to go"


def right_texts(right: tuple[str, ...], written: tuple[str, ...]) -> str:
    """What stood in the blanks, and what should."""
    said = _quoted(right)
    return f"You wrote {_quoted(written)}; right is {said}" if written else f"Nothing written; right is {said}"


def right_judgement(text: str, chosen: str) -> str:
    return right_answer(_quoted((text,)), _quoted((chosen,)) if chosen else "")


def _quoted(texts: tuple[str, ...]) -> str:
    return ", ".join(f'"{text}"' for text in texts)


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


def advised(first: str, then: str) -> str:
    """What the paper says of its band, and what follows from the mistakes."""
    return f"{first} {then}".strip()
