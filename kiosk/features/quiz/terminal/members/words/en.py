"""What is said before a paper that is for members: English. Titles of papers stay as the hall has them."""

from __future__ import annotations

from kiosk.ui.words.english import counted

TITLE = "A paper for members"
STEPS = ("Purpose", "ID card", "Questions")

PURPOSE_TITLE = "Why we read the card"
# icon, what, and on the notice page how
PURPOSES = (
    ("user", "To see if the hall has your record", "Asked once, by name and number"),
    ("eye-slash", "Only yes or no; nothing is opened", "Your name is not shown"),
    ("lock-simple", "Photo and number are not kept", "Nor are your answers, by name"),
)
PURPOSES_SHORT = ("To see if the hall has your record", "Only yes or no is asked", "Photo and number are not kept")
PURPOSE_NOTE = "One line without name and number stays in the log for 6 months or more."
PURPOSE_NOTE_NARROW = PURPOSE_NOTE
PURPOSE_MORE = "You may say no. All other papers work as before."
AGREE, NOT_NOW = "I agree, go on", "Not now"
NEXT_STEP = "Next: your ID card"
NEXT_STEP_NOTE = "Below the screen on the right, at the green light."

PUT_CARD = "Put your ID card down"
PUT_CARD_NOTE = "Below the screen on the right, at the green light. Flat, and leave it there."
CARD_READING, CARD_READING_NOTE = "Card read, looking", "You can take your card. Do not forget it."
CARD_ASKING = "Asking the hall"
CARD_UNREAD, CARD_UNREAD_NOTE = "Card not read", "Lift it and put it down again, flat, with no other card."
CARD_LYING = "Lift that card first"
CARD_LYING_NOTE = "Below the screen on the right, at the green light.\nThen put your own ID card down."
CARD_OFFLINE = "No card reading now"
TAKE_CARD = "Please take your ID card"

# On the row of such a paper: what it wants, and why it cannot be begun now.
ROW = "For members, by ID card"
ROW_SHUT = {"reader": "For members; no card reading now", "away": "For members; the hall is away"}

# why: title, note
TOLD = {
    "refused": ("Not this paper now", "Perhaps the hall has no record of yours,\nor the card and the record differ."),
    "reader": ("No card reading now", "A paper for members needs your ID card.\nAll other papers work."),
    "away": ("The hall is away", "A paper for members asks the hall first.\nAll other papers work."),
    "outside_hours": ("Not in these hours", "A paper for members needs the hall open.\nAll other papers work."),
    "too_many": ("Not possible now", "Too many cards on this machine just now.\nAll other papers work."),
}
YOU_CAN = "You can"
ASK_DESK = "Ask at the service desk"
OTHERS, AGAIN = "Other papers", "Card again"


def ask_desk(place: str) -> str:
    return f"{place}, with your ID card"


def agreed(at: str) -> str:
    return f"Agreed at {at}"


def waiting(seconds: int) -> str:
    return f"Waiting for your card, {counted(seconds, 'second')} left"


def desk(place: str) -> str:
    return f"Please go to the service desk ({place}),\nstaff will help you."
