"""Interface text of typing: English."""

CLEAR_ALL = "Clear"
DONE = "Done, go on"
DONE_SHORT = "Go on"
FULL_KEYBOARD = "Pinyin keyboard"
NINE_KEYBOARD = "Pinyin on nine keys"
NOTHING_YET = "nothing written"

BACKSPACE = "Delete"
DELETE_DIGIT = "Delete"
BREAK = "Split"
AGAIN = "Redo"
SPACE = "Space"
SPACE_OR_FIRST = "Space / first word"
FIRST_THEN_SPACE = "First word, then space"
TO_LATIN = "ABC"
TO_PINYIN = "拼音"
TO_DIGITS = "123"
TO_MARKS = "，。？"
UPPER = "Caps"
LOWER = "Small"
PREVIOUS = "Back"
NEXT = "More"
MORE_SYLLABLES = "More"

HINT_LETTERS = "Spell in pinyin, choose words here"
HINT_NINE = "Spell on the keys, choose here"
HINT_LATIN = "Tap a key, choose the letter here"
HINT_PLAIN = "Every tap is written"

MISSING_TITLE = "Chinese cannot be typed now"
MISSING_PHRASES = 'Tap a ready sentence, or tap "Get help" and a clerk will write for you.'
MISSING_NO_PHRASES = 'Tap "Get help" and a clerk will write for you.'


def count_of(count: int, limit: int) -> str:
    return f"{count} / {limit}"


def full(limit: int) -> str:
    return f"All {limit} characters used"
