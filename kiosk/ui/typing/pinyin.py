"""Pinyin to words by libgooglepinyin (Debian package libgooglepinyin0), through ctypes.

    pinyin = open_pinyin()                    # about 4 ms, reads the dictionary from disk: on a worker thread
    reading = pinyin.read("huanying")         # about 1 ms
    reading.words[0], reading.cuts            # '欢迎', (0, 4, 8)

The C functions are those of pinyinime.h (package libgooglepinyin0-dev, 0.1.2-8). Each read starts and ends with an
empty search, so the library remembers nothing between two, and nothing is learnt: the user dictionary is given as the
empty path, which the library cannot create (MatrixSearch::init then goes on without one), so no file is ever written.
im_choose is not used: it would keep the visitor's words inside the library, and consumed letters follow from `cuts`.

The library keeps its one decoder in static memory: one `Pinyin` a process, behind a lock.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.ui.typing.syllables import BREAK, units

LIBRARIES = Path("/usr/lib")
LIBRARY = "libgooglepinyin.so.0"
DICTIONARY = "googlepinyin/data/dict_pinyin.dat"
MEND = "apt-get install libgooglepinyin0"
DICTIONARY_BYTES = 1_000_000  # Debian's is 1,071,140: half a file would be read past its end
# Many initials in a row exhaust the library's pools and abort the process (assertion in extend_dmi, matrixsearch.cpp):
# z fourteen times does it, and eight of z zh c ch s sh parted by breaks. How much of the pools a row takes grows with
# its units and with how many syllables each may be; an initial may be more than any syllable spelled out. All 531,441
# rows of six of the nine initials that most syllables begin with (z c s l n d zh sh ch) were tried and are read, as
# are samples of seven of six of them; so six units at once are the most, and the rest waits until these are chosen.
MOST_UNITS = 6
MOST_LETTERS = 39  # kMaxRowNum - 1: longer rows are not decoded
MOST_WORDS = 120
WORD_ROOM = 64  # char16: kMaxPredictSize and sentences are far shorter
_FILLER = b"bababababababababababababababababababab"  # 39 letters: writes over what was spelled before


class PinyinMissing(Exception):
    """The library or its dictionary is not there or not whole. `what` names it; MEND is the command that mends it."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}; mend: {MEND}")
        self.what, self.mend = what, MEND


@dataclass(frozen=True, repr=False)
class Reading:
    """What a row of letters reads as. A word of n characters uses the letters before `cuts[n]`."""

    cuts: tuple[int, ...]
    words: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Reading({len(self.words)} words)"

    def used(self, word: str) -> int:
        """How many letters `word` stands for."""
        return self.cuts[min(len(word), len(self.cuts) - 1)]


class Pinyin:
    """The decoder. Made by `open_pinyin` alone; every method may be called on any thread."""

    def __init__(self, library: Path, dictionary: Path) -> None:
        if not dictionary.is_file() or dictionary.stat().st_size < DICTIONARY_BYTES:
            raise PinyinMissing(str(dictionary))
        self._c = _bind(library)
        if not self._c.im_open_decoder(bytes(dictionary), b""):
            raise PinyinMissing(str(dictionary))
        self._lock = threading.Lock()
        self._room = (ctypes.c_uint16 * WORD_ROOM)()
        self._closed = False

    def read(self, letters: str, most: int = MOST_WORDS) -> Reading:
        """Words for the start of `letters` (a–z and '), the likeliest first; empty when nothing reads so.

        Only the first MOST_UNITS syllables are read: the rest waits until these are chosen."""
        spelled = safe_start(letters)
        with self._lock:
            if self._closed or not spelled:
                return Reading((0,), ())
            self._c.im_reset_search()
            count = self._c.im_search(spelled.encode("ascii"), len(spelled))
            reading = Reading(self._cuts(), tuple(self._words(min(count, most))))
            self._c.im_reset_search()
            return reading

    def forget(self) -> None:
        """Write over what the library and the buffers still hold of the last word."""
        with self._lock:
            ctypes.memset(self._room, 0, ctypes.sizeof(self._room))
            if not self._closed:
                self._c.im_search(_FILLER[: 2 * MOST_UNITS], 2 * MOST_UNITS)
                self._c.im_reset_search()

    def close(self) -> None:
        """Give the library's memory back; reads are empty from then on."""
        global _shared
        with self._lock:
            if not self._closed:
                self._closed = True
                self._c.im_close_decoder()
        with _opening:
            if _shared is self:
                _shared = None

    def _cuts(self) -> tuple[int, ...]:
        starts = ctypes.POINTER(ctypes.c_uint16)()
        count = self._c.im_get_spl_start_pos(ctypes.byref(starts))
        return tuple(starts[place] for place in range(count + 1)) if count else (0,)

    def _words(self, count: int) -> Iterator[str]:
        for place in range(count):
            if self._c.im_get_candidate(place, self._room, WORD_ROOM):
                word = bytes(self._room).decode("utf-16-le", errors="replace")
                yield word[: word.find("\0")]


def safe_start(letters: str) -> str:
    """As much of `letters` as the library may be given at once; foreign characters end it, and a break at the
    start reads as nothing."""
    if letters.startswith(BREAK):
        return ""
    clean = next((place for place, one in enumerate(letters) if one not in _ALLOWED), len(letters))
    taken = ""
    for unit in units(letters[:clean])[:MOST_UNITS]:
        if len(taken) + len(unit) > MOST_LETTERS:
            break
        taken += unit
        if taken.endswith(2 * BREAK):  # every break takes room in the library's pools too: one says it
            return taken.rstrip(BREAK) + BREAK
    return taken


_ALLOWED = frozenset("abcdefghijklmnopqrstuvwxyz" + BREAK)


def _bind(library: Path) -> ctypes.CDLL:
    try:
        c = ctypes.CDLL(str(library))
    except OSError as error:
        raise PinyinMissing(str(library)) from error
    c.im_open_decoder.argtypes, c.im_open_decoder.restype = [ctypes.c_char_p, ctypes.c_char_p], ctypes.c_bool
    c.im_search.argtypes, c.im_search.restype = [ctypes.c_char_p, ctypes.c_size_t], ctypes.c_size_t
    c.im_get_candidate.argtypes = [ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t]
    c.im_get_candidate.restype = ctypes.c_void_p
    c.im_get_spl_start_pos.argtypes = [ctypes.POINTER(ctypes.POINTER(ctypes.c_uint16))]
    c.im_get_spl_start_pos.restype = ctypes.c_size_t
    c.im_reset_search.argtypes, c.im_reset_search.restype = [], None
    c.im_close_decoder.argtypes, c.im_close_decoder.restype = [], None
    return c


def find_library(folder: Path = LIBRARIES) -> tuple[Path, Path]:
    """(library, dictionary) of this machine under `folder`/<architecture>. Raises PinyinMissing naming what is not
    there. Looked up by path: ctypes.util.find_library starts other programs."""
    found = sorted(folder.glob(f"*/{LIBRARY}"))
    if not found:
        raise PinyinMissing(str(folder / "*" / LIBRARY))
    for library in found:
        if (library.parent / DICTIONARY).is_file():
            return library, library.parent / DICTIONARY
    raise PinyinMissing(str(found[0].parent / DICTIONARY))


_opening = threading.Lock()
_shared: Pinyin | None = None


def open_pinyin(folder: Path = LIBRARIES) -> Pinyin:
    """The process's decoder, opened on the first call. Reads files: never on Kivy's thread. Raises PinyinMissing."""
    global _shared
    with _opening:
        if _shared is None:
            _shared = Pinyin(*find_library(folder))
        return _shared
