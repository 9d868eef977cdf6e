"""kiosk.toml as a keeper writes it, with the mistakes they make."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.settings import Settings, SettingsRefused, from_table, load


def test_an_empty_file_is_a_village_hall(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text("")
    assert load(file) == Settings()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[hall]\nnmae = "x"\n', "unknown key hall.nmae, did you mean name?"),
        ("[panle]\npanel_ppi = 90\n", "unknown key panle, did you mean panel?"),
        ('[panel]\npanel_ppi = "90"\n', "panel.panel_ppi should be float"),
        ("[hall]\nport = true\n", "hall.port should be int"),
        ('[hall]\nkey_file = "stick/records.key"\n', "should begin with /"),
        ("hall = 3\n", "hall should be a table"),
        ('[hall]\npolitical_birthday = "applied"\n', "hall.political_birthday should be one of joined, full"),
        ("[visit]\nwarn_seconds = 50\n", "at least 20 s after"),
        ('[terminal]\nlanguages = "zh"\n', "terminal.languages should be a list of text"),
        ('[terminal]\nlanguages = ["zh", "fr"]\n', "terminal.languages should be some of zh, en"),
        ("[terminal]\nlanguages = []\n", "terminal.languages should be some of zh, en"),
        ('[terminal]\nprofile = "village"\n', "terminal.profile should be one of center, station, point, or left out"),
        ('[sound]\nprivate_by = "loud"\n', "sound.private_by should be one of headphones, never, speaker"),
        ("[sound]\nwords_a_minute = 1000\n", "sound.words_a_minute = 1000 is not in 80..450"),
        ("[sound]\nfilms = 6\n", "sound.films = 6 is not in 0..5"),
        ("[sound]\nclick = true\n", "unknown key sound.click, did you mean clicks?"),
        ("[hall\n", "kiosk.toml"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(text)
    with pytest.raises(SettingsRefused, match=r"kiosk\.toml") as refused:
        load(file)
    assert said in str(refused.value)


NAMED = '# 大厅\n[hall]\nname = "云溪里𠮷社区"\n'


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["Linux", "Windows", "an old Mac"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_file_is_read_however_an_editor_saved_it(tmp_path: Path, encoding: str, ends: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_bytes(NAMED.replace("\n", ends).encode(encoding))
    assert load(file).hall.name == "云溪里𠮷社区"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'[hall]\nname = "\xff\xfe"\n', "line 2: not text in UTF-8, UTF-16 or GBK"),
        (NAMED.encode("utf-16")[:-1], "not text"),
        (b"a = 1\n" * 200_000, "more than 1,000,000 bytes"),
        ("[hall]\nname = “云溪里”\n".encode(), 'line 2, column 8); it has “ where TOML wants "'),
        ('[hall]\nname ＝ "云溪里"\n'.encode(), "it has ＝ where TOML wants ="),
        ("【hall】\n".encode("gbk"), "it has 【 where TOML wants ["),
        (b"\x00" * 20, "line 1"),
    ],
)
def test_a_file_that_is_none_is_refused_by_its_line(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_bytes(data)
    with pytest.raises(SettingsRefused, match=r"kiosk\.toml") as refused:
        load(file)
    assert said in str(refused.value)


AS_NOBODY = """
import os, sys
from pathlib import Path
from kiosk.settings import load
if os.geteuid() == 0:
    os.setuid(65534)
load(Path(sys.argv[1]))
"""


def test_a_file_that_may_not_be_read_says_how_to_mend_it(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(NAMED)
    file.chmod(0)
    done = subprocess.run([sys.executable, "-c", AS_NOBODY, str(file)], capture_output=True, text=True, check=False)
    assert "chmod 644" in done.stderr


def test_whole_numbers_serve_where_fractions_are_meant() -> None:
    assert from_table({"panel": {"panel_ppi": 90}}, "here").panel.panel_ppi == 90.0


def test_a_hall_may_speak_one_language_or_put_another_first() -> None:
    assert from_table({"terminal": {"languages": ["en", "zh"]}}, "here").terminal.languages == ("en", "zh")
    assert from_table({"terminal": {"languages": ["zh"]}}, "here").terminal.languages == ("zh",)
