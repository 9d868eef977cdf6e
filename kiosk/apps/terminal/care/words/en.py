"""Interface text of the maintenance pages: English."""

from __future__ import annotations

from datetime import datetime

from kiosk.ui.words.english import counted

TITLE = "Maintenance"
LEAVES = "Leaves after 5 min"

SECTIONS = {
    "printer": "Printer",
    "paper": "New paper",
    "reader": "Card reader",
    "touch": "Touch panel",
    "sound": "Sound",
    "light": "Brightness",
    "packs": "Packs",
    "network": "Network",
    "troubles": "Recent",
    "diagnosis": "Diagnosis",
}
NOTES = {"paper": "Four steps", "touch": "Nine marks", "diagnosis": "To a stick"}
WELL, NO_ANSWER = "Well", "No answer"
PRINTER = {
    "": "Well",
    "paper_near_end": "Paper is low",
    "paper_out": "No paper",
    "cover_open": "Cover open",
    "cutter_jammed": "Cutter stuck",
    "printer_offline": "No answer",
    "printer_fault": "Out of order",
    "printer_busy": "Printing",
    "barrier_unanswered": "Unsure",
    "font_missing": "Run deploy/setup",
    "never_answers": "Reports nothing",
}
NOT_SETTABLE, SILENT = "Fixed", "Silent"
NO_TROUBLES = "None"

FACT_ADDRESS, FACT_CLOCK, FACT_VERSION = "Address", "Clock", "Version"
FACT_UP, FACT_DISK, FACT_WAITING, FACT_CELSIUS = "Running for", "Disk", "To be sent", "Heat"
HALL_THERE, HALL_AWAY, NOT_JOINED = "There", "No answer", "Not joined yet"
CLOCK_KEPT, CLOCK_LEFT = "Kept", "No time server"
NO_ADDRESS = "None"


def to_look_at(well: int, bad: int) -> str:
    return f"{well} well, {bad} to look at" if bad else f"All {well} are well"


def wrong_pins(count: int) -> str:
    return f"{counted(count, 'wrong PIN', 'wrong PINs')} before this"


def up(seconds: float) -> str:
    days, hours = int(seconds // 86400), int(seconds % 86400 // 3600)
    return f"{days} d {hours} h" if days else f"{hours} h" if hours else f"{int(seconds // 60)} min"


def free(size: int) -> str:
    return f"{size / 1e9:.0f} GB free" if size >= 10e9 else f"{size / 1e9:.1f} GB free"


def waiting(count: int) -> str:
    return counted(count, "report")


def celsius(degrees: float) -> str:
    return f"{degrees:.0f} °C"


def packs(count: int) -> str:
    return f"{count} playing"


def troubles(count: int) -> str:
    return f"{count} noted"


def level(volume: int) -> str:
    return f"Volume {volume}%"


def percent(share: int | None) -> str:
    return "-" if share is None else f"{share}%"


# printer and paper
PRINT_TEST = "Print a test slip"
PRINTING = "Printing"
PRINTED, PRINTED_NOTE = "The slip is out", "Look: clear letters, straight, a clean cut."
NOT_KNOWN, NOT_KNOWN_NOTE = "Did the slip come out?", "The printer did not say. Please look at the slot."
NOT_PRINTED = "Nothing was printed"
PRINTER_READY_NOTE = "Print one and look whether it is clear."
CHANGE_PAPER = "New paper"
PAPER_STEPS = (
    "Open the cover,\ntake the old core out", "Put the new roll in,\nshiny side up", "Pull the end out\na little",
    "Close the cover\nuntil it clicks",
)  # fmt: skip
PAPER_NOTE = "When it is done, tap the red button for a test slip."
SLIP_TITLE, SLIP_WORDS = "Test slip", "Clear letters and a clean cut: all is well."
SLIP_NOT_A_TICKET = "This is no ticket"
SLIP_SIGNS = "0123456789 ABC abc"

# reader
READER_TITLES = {
    "waiting": "Lay an ID card down",
    "read": "It was read",
    "unread": "It was not read",
    "lying": "A card lies there",
    "offline": "No answer",
}
READER_NOTES = {
    "waiting": "On the reader, until you hear it.",
    "read": "The reader is well. Nothing of the card is kept or shown.",
    "unread": "Lift it and lay it down again.",
    "lying": "Please take it away first.",
    "offline": "See power and USB cable, then try again.",
}
AGAIN = "Try again"

# touch
TOUCH_TITLE = "Touch all nine marks"
TOUCH_ALL = "All nine were touched"
LOOK_FOR_DOTS = "Dead pixels"
TOUCH_ANEW = "Anew"


def touch_left(count: int) -> str:
    return f"{count} left. One that is not hit: does the frame press on the glass?"


TOUCH_WELL = "The touch panel is well."

# sound and light
VOLUME, HEAR = "Volume", "Hear a sentence"
HEAR_WORDS = "Hello, the sound is well."
HEADPHONES_IN, HEADPHONES_OUT = "Headphones in", "No headphones"
SAID = "It says: Hello, the sound is well."
NO_MIXER = "This sound card has no volume. Turn the speaker's own knob."
LESS, MORE = "Less", "More"
BRIGHTNESS, LIT_FROM, LIT_UNTIL = "Brightness", "Lit from", "Lit until"
EARLIER, LATER = "Earlier", "Later"
NO_BACKLIGHT = "This panel is not set from here. Use its own buttons."
NEVER_DARK = "This panel cannot go dark by itself."
DARK_OUTSIDE = "Otherwise dark while nobody is there; a touch lights it."
LIT_ALL_DAY = "Now it is lit all day."
SET_HOURS, NO_HOURS = "Dark at night", "Lit all day"


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02d}"


# packs
SOURCES = {
    "hall": "from the hall",
    "stick": "from a stick",
    "folder": "from a folder",
    "starter": "came with the program",
}
FROM_STICK, GO_BACK = "From a stick", "Version before"
GO_BACK_SURE, GO_BACK_NOTE = "Back to the version before?", "What plays now stops. The hall's next release takes over."
KEEP = "No, keep it"
WENT_BACK = "Back to the version before"
NO_PACKS = "No packs"
UP_TO_DATE = "As the hall published it"


def packs_title(count: int) -> str:
    return f"{counted(count, 'pack')} playing"


def pack_line(version: str, since: datetime | None, came: str) -> str:
    when = f", since {since.day}/{since.month} {since.hour}:{since.minute:02d}" if since else ""
    return f"{version}{when}, {came}"


# sticks
STICK_TITLES = {"packs": "Packs from a stick", "diagnosis": "Diagnosis to a stick"}
STICK_LOOKING = "Looking for sticks"
STICK_CHOOSE = "Which stick?"
STICK_CHOOSE_NOTES = {
    "packs": "Only its folder kiosk is read, nothing on it is changed.",
    "diagnosis": "One file. No names, ID numbers or records are in it.",
}
STICK_WORKING = {"packs": "Copying, leave it in", "diagnosis": "Saving, leave it in"}
STICK_DONE = {"packs": "Installed", "diagnosis": "Saved, pull it out"}
STICK_NOT = {"packs": "Nothing was changed", "diagnosis": "Nothing was saved"}
LOOK_AGAIN = "Look again"
REASONS = {
    "no_stick": "No stick is plugged in.",
    "in_use": "The machine itself uses this disk.",
    "locked": "This stick is encrypted.",
    "foreign": "Unknown format. FAT32, exFAT or ext4.",
    "broken": "The stick is damaged or not complete.",
    "no_tree": "There is no folder kiosk on it.",
    "too_many": "Too many files on it.",
    "too_deep": "Its folders are too deep.",
    "too_large": "What is on it is too large.",
    "unreadable": "A file on it may not be read.",
    "no_room": "This machine's disk has no room.",
    "full": "The stick is full.",
    "read_only": "It cannot be written. See its switch.",
    "pulled_out": "It was pulled out, or has a bad contact.",
    "slow": "The stick is too slow.",
    "not_allowed": "This program may not use sticks.",
    "not_a_request": "It did not work, please try again.",
    "went_wrong": "It did not work, please try again.",
    "away": "The stick's service is off. Run deploy/install.",
}


def stick_line(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def copied(done: int, of: int) -> str:
    return f"{done / 1e6:.0f} / {of / 1e6:.0f} MB"


def saved_as(name: str) -> str:
    return f"File: {name}"


# network
NETWORK_TITLE = "Network and hall"
WIRED, WIRELESS, NET_DOWN = "Wired", "Wi-Fi", "Down"
NET_HALL, NET_STATE, NET_HEARD, NET_NAME = "Hall address", "Hall service", "Last heard", "This terminal"
NEVER_HEARD = "Not since the start"
ASK_AGAIN = "Look again"
NETWORK_NOTE = "Read only. It is set in /etc/kiosk/kiosk.toml."


def heard(now: datetime) -> str:
    return f"{now.hour}:{now.minute:02d}:{now.second:02d}"


# troubles
TROUBLES_TITLE = "Recent troubles"
TROUBLES_NONE, TROUBLES_NONE_NOTE = "Nothing of late", "Devices that went away, missing paper, what the hall refused."
DEVICES = {
    "printer": "Printer",
    "reader": "Reader",
    "hall": "Hall service",
    "outbox": "To be sent",
    "packs": "Packs",
}
KINDS = {
    "paper_near_end": "Paper is low",
    "paper_out": "No paper",
    "cover_open": "Cover open",
    "cutter_jammed": "Cutter stuck",
    "printer_offline": "No answer",
    "printer_fault": "Out of order",
    "well": "Well again",
    "offline": "No answer",
    "online": "Well again",
    "refused": "The hall refused it",
    "away": "No answer",
}


def trouble_at(now: datetime) -> str:
    return f"{now.day}/{now.month} {now.hour}:{now.minute:02d}"


# diagnosis
DIAGNOSIS_TITLE = "Diagnosis to a stick"
DIAGNOSIS_HOLDS = (
    "Version, address, disk and heat", "What kiosk doctor found", "Recent device troubles, log lines",
    "This machine's settings, no PIN",
)  # fmt: skip
DIAGNOSIS_NOTE = "No names, ID numbers, records or tickets."
SAVE = "Save to a stick"
