"""The library itself: what it finds, that it keeps nothing, that no row of keys can hurt it."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kiosk.ui.typing.pinyin import MOST_UNITS, Pinyin, PinyinMissing, find_library, open_pinyin, safe_start
from kiosk.ui.typing.syllables import SYLLABLES, units

PROJECT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(("letters", "word"), [
    ("dangyuan", "党员"), ("fuwu", "服务"), ("huanying", "欢迎"), ("xi'an", "西安"), ("lvshi", "律师"),
])  # fmt: skip
def test_a_word_of_the_hall_is_the_first(pinyin: Pinyin, letters: str, word: str) -> None:
    reading = pinyin.read(letters)
    assert reading.words[0] == word
    assert reading.used(word) == len(letters)


def test_every_syllable_of_our_table_is_one_of_the_library(pinyin: Pinyin) -> None:
    assert [one for one in SYLLABLES if pinyin.read(one).cuts != (0, len(one)) or not pinyin.read(one).words] == []


@pytest.mark.parametrize("letters", ["", "'", "''a", "i", "u", "v", "vvv", "ÄÖ", "𠮷", "12", " ", "a\0b"])
def test_what_spells_nothing_reads_as_nothing_or_its_start(pinyin: Pinyin, letters: str) -> None:
    for word in pinyin.read(letters).words:
        assert pinyin.read(letters).used(word) <= len(letters)


def test_a_long_row_is_read_by_its_first_syllables(pinyin: Pinyin) -> None:
    row = "women" * 40
    reading = pinyin.read(row)
    assert reading.words[0].startswith("我们我们")
    assert len(units(safe_start(row))) == MOST_UNITS == len(reading.cuts) - 1


def test_rows_that_abort_the_bare_library_do_not_reach_it(pinyin: Pinyin) -> None:
    for letter in "abcdefghjklmnopqrstwxyz":
        pinyin.read(letter * 60)
    assert pinyin.read("z" * 60).words  # 14 of them stop the process when handed over as they are


@pytest.mark.parametrize("row", ["zzh'c''''c'zh's'z'sh''", "z'z'z'zh'z'z'zh's", "s'ch'z'sh'zh'z'c'sh'zh'z"])
def test_rows_that_once_did_abort_it(pinyin: Pinyin, row: str) -> None:
    assert pinyin.read(row).words


FUZZ = """
import random, sys
from kiosk.ui.typing.pinyin import open_pinyin
from kiosk.ui.typing.syllables import SYLLABLES, initial_of
INITIALS = sorted({initial_of(syllable) for syllable in SYLLABLES})
WIDE = ("z", "c", "s", "l", "n", "d", "zh", "sh", "ch")
draw, pinyin = random.Random(int(sys.argv[1])), open_pinyin()
for _ in range(int(sys.argv[2])):
    kind = draw.randrange(6)
    row = "".join(
        draw.choice("abcdefghijklmnopqrstuvwxyz'") if kind == 0
        else draw.choice("szhcaeo'") if kind == 1
        else draw.choice(("zh", "ch", "sh", "z", "s", "c")) + draw.choice(("", "'", "'", "''")) if kind == 2
        else draw.choice(INITIALS) + draw.choice(("", "'")) if kind == 3
        else draw.choice(WIDE) + "'" if kind == 4  # the initials that most syllables begin with, each a unit of its own
        else draw.choice(SYLLABLES) + draw.choice(("", "'"))
        for _ in range(draw.randint(1, 60))
    )
    reading = pinyin.read(row)
    assert all(0 < reading.used(word) <= len(row) for word in reading.words), row
print("lived")
"""


def fuzz(seed: int, rows: int) -> str:
    run = subprocess.run(
        [sys.executable, "-c", FUZZ, str(seed), str(rows)], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    return run.stdout.strip() or run.stderr


def test_garbage_does_not_end_the_process() -> None:
    assert fuzz(random.randrange(1 << 30), 2_000) == "lived"


@pytest.mark.long
def test_much_garbage_does_not_end_the_process() -> None:
    assert fuzz(random.randrange(1 << 30), 200_000) == "lived"


def test_many_threads_read_right(pinyin: Pinyin) -> None:
    wrong: list[str] = []

    def read(letters: str, word: str) -> None:
        wrong.extend(letters for _ in range(200) if pinyin.read(letters, 3).words[0] != word)

    threads = [threading.Thread(target=read, args=pair) for pair in (("dangyuan", "党员"), ("fuwu", "服务"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert wrong == []


WRITES = """
import os
from pathlib import Path
from kiosk.ui.typing.full_keys import FullKeys
from kiosk.ui.typing.local_words import LocalWords
from kiosk.ui.typing.composer import Composer
from kiosk.ui.typing.pinyin import open_pinyin
def written():
    return [line for line in Path("/proc/self/io").read_text().splitlines() if line.startswith(("wchar", "syscw"))]
before = written()
pinyin = open_pinyin()
composer = Composer(FullKeys(pinyin, LocalWords()))
for _ in range(50):
    for letter in "yunxilidangyuan": composer.spell(letter)
    composer.settle()
    composer.wipe()
pinyin.close()
assert written() == before, (before, written())
print(sorted(os.listdir(".")), sorted(os.listdir(os.environ["HOME"])))
"""


def test_the_library_writes_no_file(tmp_path: Path) -> None:
    """The kernel's own count of bytes and calls written does not move; its folders stay empty."""
    for name in ("work", "home"):
        (tmp_path / name).mkdir()
    run = subprocess.run(
        [sys.executable, "-B", "-c", WRITES], cwd=tmp_path / "work", capture_output=True, text=True, check=False,
        env={"HOME": str(tmp_path / "home"), "PYTHONPATH": str(PROJECT), "TMPDIR": str(tmp_path / "home")},
    )  # fmt: skip
    assert run.stdout.strip() == "[] []", run.stderr


def test_nothing_is_learnt(pinyin: Pinyin) -> None:
    before = pinyin.read("yunxili").words
    for _ in range(20):
        pinyin.read("yunxili")
        pinyin.forget()
    assert pinyin.read("yunxili").words == before


def test_a_missing_library_says_what_and_how_to_mend_it(tmp_path: Path) -> None:
    with pytest.raises(PinyinMissing) as missing:
        find_library(tmp_path)
    assert "libgooglepinyin.so.0" in missing.value.what
    assert missing.value.mend == "apt-get install libgooglepinyin0"


def test_a_missing_or_cut_dictionary_says_so(tmp_path: Path) -> None:
    library, dictionary = find_library()
    folder = tmp_path / "x86_64-linux-gnu"
    (folder / "googlepinyin/data").mkdir(parents=True)
    (folder / library.name).symlink_to(library)
    with pytest.raises(PinyinMissing) as missing:
        find_library(tmp_path)
    assert missing.value.what.endswith("dict_pinyin.dat")
    cut = folder / "googlepinyin/data/dict_pinyin.dat"
    cut.write_bytes(dictionary.read_bytes()[:500_000])
    with pytest.raises(PinyinMissing):
        Pinyin(folder / library.name, cut)


def test_a_library_that_is_none_says_so(tmp_path: Path) -> None:
    (tmp_path / "libgooglepinyin.so.0").write_bytes(b"not a library")
    with pytest.raises(PinyinMissing):
        Pinyin(tmp_path / "libgooglepinyin.so.0", find_library()[1])


def test_one_decoder_a_process(pinyin: Pinyin) -> None:
    assert open_pinyin() is pinyin
