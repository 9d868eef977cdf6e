"""The subtitles of a film: .srt and .vtt, as lines of plain text with their times.

    for cue in read(path): cue.begins, cue.ends, cue.text

Markup is left out: what is bold or coloured there is drawn here as all other text is.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass
from pathlib import Path

from content import words
from content.kinds.kind import ItemRefused
from content.texts.decoding import text_of
from content.texts.text import TextRefused

MOST_BYTES = 1 << 20
MOST_CUES = 5_000
LONGEST = 80
"""Characters of one cue; three lines of the widest slide."""
_AT_ONCE = 8
SUFFIXES = (".srt", ".vtt")
_TIME = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_CUE = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?")
_MARKUP = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """Shown from ``begins`` until ``ends``, in seconds of the film; line breaks as its author made them."""

    begins: float
    ends: float
    text: str


def read(path: Path) -> tuple[Cue, ...]:
    """By their beginnings. Raises ItemRefused."""
    try:
        if path.suffix.lower() not in SUFFIXES:
            raise ItemRefused(words.NOT_SUBTITLES)
        return of_bytes(path.read_bytes())
    except OSError as error:
        raise ItemRefused(words.NOT_SUBTITLES) from error


def of_bytes(content: bytes) -> tuple[Cue, ...]:
    """As `read`, of a file's bytes. Raises ItemRefused."""
    try:
        if len(content) > MOST_BYTES:
            raise ItemRefused(words.NOT_SUBTITLES)
        return parse(text_of(content))
    except TextRefused as refused:
        raise ItemRefused(str(refused)) from refused


def written(cues: tuple[Cue, ...]) -> str:
    """An .srt from which `parse` makes the same."""
    parts = (
        f"{number}\n{_clock(cue.begins)} --> {_clock(cue.ends)}\n{html.escape(cue.text, quote=False)}\n"
        for number, cue in enumerate(cues, start=1)
    )
    return "\n".join(parts)


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, left = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{left // 1000:02},{left % 1000:03}"


def parse(text: str) -> tuple[Cue, ...]:
    """Raises ItemRefused where there is not one."""
    cues: list[Cue] = []
    times: tuple[float, float] | None = None
    lines: list[str] = []
    for line in [*text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), ""]:
        found = _CUE.fullmatch(line)
        if found:
            times, lines = (_seconds(found.groups()[:4]), _seconds(found.groups()[4:])), []
        elif line.strip() and times:
            lines.append(line)
        elif times:
            if (told := _plain(lines)) and times[1] > times[0]:
                cues.append(Cue(*times, told))
            times = None
    if not cues or len(cues) > MOST_CUES:
        raise ItemRefused(words.NOT_SUBTITLES)
    return tuple(sorted(cues, key=lambda cue: cue.begins))


def at(cues: tuple[Cue, ...], seconds: float) -> str:
    """What is shown at that time; of several the last that began."""
    begun = bisect_right(cues, seconds, key=lambda cue: cue.begins)
    return next((cue.text for cue in reversed(cues[max(0, begun - _AT_ONCE) : begun]) if seconds < cue.ends), "")


def _plain(lines: list[str]) -> str:
    text = html.unescape(_MARKUP.sub("", "\n".join(lines)))
    kept = [" ".join(line.split()) for line in text.split("\n")]
    plain = "\n".join(line for line in kept if line)
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
