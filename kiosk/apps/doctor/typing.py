"""Chinese typing. Without it screens offer ready sentences and a person, so a missing library is a warning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kiosk.apps.doctor import words
from kiosk.apps.doctor.check import Check, ok, warn
from kiosk.settings import Settings


def pinyin(settings: Settings, folder: Path = Path("/usr/lib")) -> Iterator[Check]:
    """The library opens and reads one word of its dictionary."""
    from kiosk.ui.typing.pinyin import PinyinMissing, open_pinyin

    title = words.TITLES["pinyin"]
    try:
        read = open_pinyin(folder).read("dangyuan", most=1).words
    except PinyinMissing as error:
        yield warn("pinyin", title, words.pinyin_missing(error.what), error.mend)
    else:
        if read == ("党员",):
            yield ok("pinyin", title, words.PINYIN_WELL)
        else:
            yield warn("pinyin", title, words.PINYIN_ODD, words.REINSTALL_PINYIN)
