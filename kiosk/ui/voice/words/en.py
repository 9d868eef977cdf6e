"""What the voice says of widgets, and what the screen says of the voice: English."""

from __future__ import annotations

from kiosk.ui.words import english
from kiosk.ui.words.english import counted

AND = ", "
FULL_STOP = ". "
CAN_TAP = "You can tap"
OFF = "not available now"
BUSY = "working, please wait"
SWITCHED_ON = "on"
OPTION_STATES = {
    "plain": "",
    "chosen": "chosen",
    "right": "the right answer",
    "missed": "the right answer",
    "wrong": "your answer, not right",
    "dim": "",
}
DIGIT_PAD = "Digit pad, one to nine, zero, clear, backspace"
BACKSPACE = "backspace"
OFFLINE = "works offline"

SWITCH = {"off": "Speak", "on": "Speak", "mute": "Silent", "private": "Private"}
MUTE_NOTE = "This terminal has no sound. Everything is on the screen."
PRIVATE_NOTE = {
    "headphones": "This page is not read out: plug in headphones.",
    "never": "This page is shown, not read out.",
}

FACT = "Sound"
FACT_READY = "reads screens"
FACT_OFF = "off by setting"
TROUBLES = {
    "no_player": "aplay (alsa-utils) is not installed",
    "no_voice": "espeak-ng is not installed",
    "no_device": "no sound card",
    "player_failed": "sound cannot be played",
    "voice_failed": "text cannot be spoken",
    "gave_up": "the voice process kept ending and is off",
    "starting": "not ready yet",
}


def entered(count: int) -> str:
    return f"{count} entered"


def step(now: int, total: int) -> str:
    return f"{now} of {total}"


def share(percent: int) -> str:
    return f"{percent} percent"


def points(count: int) -> str:
    return counted(count, "point")


def step_named(now: int, total: int, name: str) -> str:
    return f"Step {now} of {total}, {name}"


def all_steps(total: int) -> str:
    return f"All done, {counted(total, 'step')}"


def seconds_left(count: int) -> str:
    return f"{counted(count, 'second')} left"


def clock(at: str) -> str:
    return f"It is {at}"


def of(part: str, whole: str) -> str:
    return f"{part} of {whole}"


def to_range(low: str, high: str) -> str:
    return f"{low} to {high}"


def day(year: str, month: int, day_of_month: int) -> str:
    return f"{day_of_month} {english.MONTHS[month - 1]} {year}"


def time_of_day(hour: int, minute: int) -> str:
    return f"{hour}:{minute:02d}"


DIGITS = "0123456789"
DIGIT_GAP = " "
MASKED_NAME = " star"
ID_END = "ending "
SAID_AS: dict[str, str] = {}
