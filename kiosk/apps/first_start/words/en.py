"""What the first start says to whoever sets the machine up: English."""

from __future__ import annotations

from kiosk.ui.words.english import counted

PRODUCT = "Hall terminal"
BACK, NEXT, AGAIN, CLEAR, LATER = "Back", "Next", "Try again", "Clear", "Join later"
PASSING = "One moment"
WAITING, WAITING_NOTE = "Getting ready", "The machine is still starting."
AWAY_NOTE = "The machine is not ready yet; it tries again by itself."

WELCOME = "Let us set this machine up"
ROLES = {
    "both": "This machine will be the lobby terminal and keep the hall's data",
    "hall": "This machine will keep the hall's data, away from the lobby",
    "terminal": "This machine will be a lobby terminal of a hall you have",
    "board": "This machine will be the call board of a hall you have",
}
WELCOME_NOTE = "About five minutes, one question a page; you can always go back."
BEGIN, TURN = "Begin", "Turn the picture"
TURNING, TURNING_NOTE = "Turning the picture", "The screen goes dark for a moment. If it is still askew, tap again."

DISK, DISK_NOTE = "Install on which disk?", "It runs from the USB stick now; a disk is for good."
DISK_USED, DISK_EMPTY = "holds data", "empty"
STAY = "Not now, use the stick"
ERASE, ERASE_YES, ERASE_NO = "Really install here?", "Yes, go on", "No, go back"
CODE_NOTE, CODE_PROMPT, CODE_WRONG = (
    "Then it is erased. Think once more.",
    "Key in the four digits",
    "Not those digits, look again",
)
ERASE_START, ERASE_STOP = "Erase and install", "Do not install"
INSTALLING, INSTALLING_NOTE = "Installing on the disk", "Leave the power on and the stick in."
INSTALLED, INSTALLED_NOTE = "Installed", "Pull the USB stick out, then tap Restart."
RESTART, RESTARTING = "Restart", "Restarting"
INSTALL_REFUSED = "Not installed"

HALL, HALL_NOTE = "What is the hall called?", "It heads the screen; up to 30 characters."
HALL_PHRASES = ("Community centre", "Service station", "Service point")
NAME_MISSING = "Nothing can be typed on this machine: tap a ready name, it can be changed later."

INCHES, INCHES_NOTE = "How large is the screen?", "See the label behind, or measure the diagonal: 1 inch is 2.54 cm."
BOTTOM, BOTTOM_NOTE = "How high does it hang?", "From the floor to the lower edge of the picture; take the nearest."

PRINTER, READER = "Which is the printer?", "Which is the card reader?"
PRINTER_NOTE, READER_NOTE = "Plug it in and switch it on.", "Plug it in. The test needs no card."
NO_PRINTER, NO_READER = "No printer", "No card reader"
PORT_NONE = "No serial device was seen"
PORT_PLAIN = "Serial device"
REFRESH, TRY_PRINT, TRY_READER = "Look again", "Test slip", "Test"
PAPERS = {"80mm": "Paper 80 mm", "58mm": "Paper 58 mm"}
FOUND = {"printer": "Likely the printer", "reader": "Likely the reader", "": "No answer"}
TRYING_PRINT, TRYING_READER = "Printing", "Testing"
PRINTED, SENT = "Printed: is it clear?", "Sent to print: did paper come out?"
PRINT_TROUBLES = {
    "printer_offline": "No answer: check power and cable, or take another",
    "paper_out": "No paper: put in a roll and try again",
    "cover_open": "The cover is open: close it and try again",
    "cutter_jammed": "The cutter is stuck: take the scraps out",
}
PRINT_UNKNOWN = "Not printed: look at the printer and try again"
READER_WELL, READER_SILENT = "The card reader answers", "No answer: check the cable, or take another"

PIN, PIN_NOTE = "Set the staff PIN", "6 to 12 digits, for the staff's page. Keep it in mind."
PIN_AGAIN = "The staff PIN once more"
PASSWORD, PASSWORD_NOTE = "Set the keeper's password", "10 to 20 digits, for the keeper's pages. Keep it in mind."
PASSWORD_AGAIN = "The password once more"
ENTER_DIGITS, AGAIN_NOTE = "Key in digits", "The same as just now."
NOT_SAME = "The two differ; set it anew"

KEEPER, KEEPER_NOTE = "The keeper's name?", "Written to log in to the keeper's pages."
KEEPER_PHRASES = ("Keeper",)

NETWORK, NETWORK_NOTE = "Where are the pages used?", "Clerks and keepers work on web pages. It can be changed."
HERE_ONLY, HERE_ONLY_NOTE = "On this machine only", "No other computer opens them"
ALSO_OTHERS = "Also on this network's computers"
NO_ADDRESS = "No network is connected now"

URL, URL_NOTE = "Address of the hall's machine", "The hall's machine shows it, such as 192.168.1.5"
HALL_CODE, HALL_CODE_NOTE = (
    "Code from the hall",
    "Made on the hall's machine, good for 30 minutes. Case does not matter.",
)
NOTHING_TYPED = "Write with the keys below"

SUMMARY, SUMMARY_NOTE = "Tap anything to change it", "If all is right, start."
FINISH = "Start"
SET = "Set"
ASK_PANEL = "As the screen says"
NAMES = {
    "name": "Hall", "inches": "Screen", "bottom": "Height", "printer": "Printer", "reader": "Card reader",
    "pin": "Staff PIN", "keeper": "Keeper", "password": "Password", "network": "Web pages", "join": "Joins",
}  # fmt: skip
FINISHING, FINISHING_NOTE = "Writing it down", "Leave the power on."
DONE, DONE_NOTE = "Done", "It can be used in a moment."
FINISH_REFUSED = "Almost"
TO_SUMMARY = "Go back"

WHY_PANEL = "Not a screen's size: choose again"
WHY_PROFILE = "Not a paper's width: choose again"
WHY_SAME_PORT = "Printer and card reader cannot be the same"
WHY_PIN_EASY = "Too easy: not one digit repeated, not a row of digits"
WHY_PASSWORD_EASY = "Too easy: at least four different digits, not a row"
WHY_URL = "Not an address: look again"
WHY_CODE = "The code is incomplete or has a wrong character"
WHY_CODE_SHORT = "The code is too short: the part behind the colon is needed"
WHY_AWAY = "The machine does not answer"


def version(text: str) -> str:
    return f"Version {text}"


def step(now: int, total: int) -> str:
    return f"{now} of {total}"


def disk_note(gigabytes: int, has_data: bool) -> str:
    return f"{gigabytes} GB, {DISK_USED if has_data else DISK_EMPTY}"


def disk_plain(path: str) -> str:
    return f"Disk {path}"


def erase_note(disk: str, gigabytes: int) -> str:
    return f"Everything on {disk} ({gigabytes} GB) is erased for good."


def code(digits: str) -> str:
    return f"To erase, key in {digits}"


def panel_says(inches: str) -> str:
    return f"{inches} inch, the screen says"


def inches(size: str) -> str:
    return f"{size} inch"


def hangs_too_high(highest_mm: int) -> str:
    return f"Too high for some people: this screen's lower edge may hang at {highest_mm} mm at most"


def millimetres(mm: int) -> str:
    return f"{mm} mm"


def looking(now: int, total: int) -> str:
    return f"Looking at {now} of {total}"


def port_note(model: str, node: str) -> str:
    return f"{model}, {node}"


def addresses(shown: str) -> str:
    return f"Open {shown} in a browser"


def why_name(letters: int) -> str:
    return f"Write up to {counted(letters, 'character')}"


def why_bottom(least: int, most: int) -> str:
    return f"Between {least} and {most} mm above the floor"


def why_pin(least: int, most: int) -> str:
    return f"From {least} to {most} in digits, please"


def why_password(least: int) -> str:
    return f"At least {counted(least, 'digit')}"
