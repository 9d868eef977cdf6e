"""What a film's page says to a visitor: English."""

from __future__ import annotations

PLAY, GO_ON, PAUSE, SEE_AGAIN, OPENING, TRY_AGAIN = "Play", "Go on", "Pause", "See again", "Opening", "Try again"
BACK_10, ON_10 = "Back 10 s", "On 10 s"
TOLD_ON, TOLD_OFF = "Subs on", "Subs off"  # four buttons stand in a row
FROM_START = "Restart"
NEXT, NEXT_NOTE = "More films", "It stops at its end"
QUIETER, LOUDER, SILENCE = "Quieter", "Louder", "Mute"
MUTE = {
    "here": "Films are silent here", "no_device": "No loudspeaker is connected", "film": "This film has no sound",
    "failed": "Its sound cannot be played",
}  # fmt: skip
MUTE_TOLD = {
    "here": "Films are silent here, with subtitles", "no_device": "No loudspeaker: see the subtitles",
    "film": "No sound in this film, with subtitles", "failed": "No sound now: see the subtitles",
}  # fmt: skip
TEXT = "As text"
LIST, LIST_NOTE = "All films", "Tap one to open it; it stops at its end"
TO_FILM = "To the film"
BROKEN, BROKEN_NOTE = "This film cannot be shown", "Try another; staff will change it."
STOPPED, STOPPED_NOTE = "The film has stopped", "Tap 'Go on' to take it up from here."
CUT = "The rest of it was not copied"
ENDED = "The end"


def clock(minutes: int, seconds: int) -> str:
    return f"{minutes}:{seconds:02}"


def loudness(level: int, loudest: int) -> str:
    return f"Volume {level} of {loudest}" if level else "No sound"


def place_of(place: int, total: int) -> str:
    return f"{place + 1} of {total}"


def all_of(total: int) -> str:
    return f"All {total}"


def told(has_subtitles: bool) -> str:
    return "with subtitles" if has_subtitles else "no subtitles"


def film_note(place: int, total: int, has_subtitles: bool) -> str:
    return f"{place_of(place, total)}, {told(has_subtitles)}"
