"""What a challenge says to a visitor: English."""

from __future__ import annotations

from kiosk.ui.words.english import counted

TITLE_NOTE = "Until your first mistake"
TILE, TILE_BRIEF, TILE_NOTE = "Challenge", "In a row", "One question after another"
ALSO = "and a challenge"
OFFER_NOTE = "One question after another\nUntil your first mistake"
NO_BOARD = "Nobody is on the board yet"
FLAG_RULE = "A flag for every 10"

WHICH = "Choose a topic"
MORE_TOPICS = "More"
EVERY_TOPIC = "All topics"
CLOCK = "With a clock?"
UNTIMED, UNTIMED_NOTE = "No clock", "Take your time"
TIMED_NOTE = "You can add time"
HOW = "How it goes"
HOW_STEPS = (
    ("check-circle", "Right: go on. Wrong: it ends"),
    ("lightbulb", "Then read why"),
    ("lock-simple", "No names, only a nickname you pick"),
)
GO = "Start"
GONE = "No questions today"
GONE_NOTE = "There is nothing to ask at the moment. Tap Home below and look at something else."

ENOUGH = "Stop here"
CLOCK_ASKS = "At zero it asks you.\nIt never marks you wrong."
MORE, NO_CLOCK = "Add 60 s", "No clock"
TO_RESULT = "See how many"

TIME_UP = "Time is up. Think on?"
MORE_NOTE = "As often as you like"
NO_CLOCK_ANY_MORE = "No more clock"
NO_CLOCK_NOTE = "It counts just the same"

UNIT = "in a row"
TRY_AGAIN = "Try once more"
ALL_RIGHT = "All of them"
ALL_RIGHT_NOTE = "You answered every question of this topic."
EXPLAIN = "Read why"
BACK_TO_RESULT = "Back to the result"
CHOOSE_NAME = "Pick a nickname"
NOT_REAL = "No real names"
NAMES_GONE = "All nicknames are taken today. Come back tomorrow."
OTHERS = "Others"
BOARD, BOARD_NOTE = "Today", "Until closing time"
EMPTY_BOARD = "Nobody is on it yet."
NOT_ON_BOARD, AGAIN, ENTER, CHOOSE_FIRST = "Stay off", "Again", "Put me on the board", "Pick a nickname"
ENTERED = "You are on the board"
KEEPSAKE = "Print a keepsake"

NICKNAMES = {
    "teapot": "Early Teapot", "cloud": "Reading Cloud", "osmanthus": "Osmanthus", "bridge": "Patient Bridge",
    "willow": "Laughing Willow", "pomegranate": "Pomegranate", "cat": "Sunny Cat", "wind": "River Wind",
    "lantern": "Bright Lantern", "magpie": "Merry Magpie", "bamboo": "Growing Bamboo", "lotus": "Morning Lotus",
    "swallow": "Homing Swallow", "boat": "Little Boat", "rice": "Bowing Rice", "persimmon": "Ripe Persimmon",
    "kite": "High Kite", "sparrow": "Roof Sparrow", "plum": "Snow Plum", "stone": "Brook Stone",
    "umbrella": "Rain Umbrella", "bench": "Shady Bench", "rooster": "Early Rooster", "goose": "Strolling Goose",
    "mint": "Cool Mint", "tea": "Fresh Tea", "moon": "Lane Moon", "star": "Village Star",
    "sunflower": "Sunflower", "pine": "Mountain Pine", "fish": "Easy Fish", "snail": "Calm Snail",
    "bee": "Busy Bee", "peach": "March Peach", "chestnut": "Warm Chestnut", "corn": "Golden Corn",
    "violin": "Lane Fiddle", "drum": "Loud Drum", "chess": "Thinking Pawn", "well": "Old Well",
}  # fmt: skip


def count(number: int) -> str:
    return counted(number, "question")


def on_board(number: int) -> str:
    return str(number)


def best(number: int) -> str:
    return f"Best today: {number} in a row"


def timed(seconds: int) -> str:
    return f"{counted(seconds, 'second')} each"


def in_a_row(number: int) -> str:
    return f"{number} in a row" if number else "First question"


def to_flag(number: int) -> str:
    return f"{number} more for a flag"


def seconds_left(number: int) -> str:
    return f"{number} s"


def still_there(number: int) -> str:
    return f"Your {number} in a row are safe." if number else "There is no hurry."


def question_number(number: int) -> str:
    return f"Question {number}"


def silence(number: int, minutes: int) -> str:
    stop = f"it stops at {number}" if number else "it stops here"
    return f"Untouched for {counted(minutes, 'minute')},\n{stop}. What you have counts."


def stop_at(number: int) -> str:
    return f"Stop at {number}" if number else "Stop here"


def private(*, may_enter: bool, entered: bool) -> str:
    return "Nickname and count" if entered else "Cleared when you leave"


def your_streak(number: int) -> str:
    return f"You answered {number} in a row" if number else "None in a row this time"


def rank(place: int) -> str:
    return f"No. {place} today"


def streak_title(number: int) -> str:
    return f"{number} in a row"


def flags(number: int, more: int) -> str:
    return counted(number, "flag") if number else f"{more} short of a flag"


def told(number: int, verdict: str) -> str:
    return f"Question {number}: {verdict}"


def you(nickname: str) -> str:
    return f"{nickname} (you)"
