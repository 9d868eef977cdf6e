"""kiosk.toml as a keeper writes it, with the mistakes they make."""

from __future__ import annotations

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
        ('[sound]\nprivate_by = "loud"\n', "sound.private_by should be one of headphones, never, speaker"),
        ("[sound]\nwords_a_minute = 1000\n", "sound.words_a_minute = 1000 is not in 80..450"),
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


def test_whole_numbers_serve_where_fractions_are_meant() -> None:
    assert from_table({"panel": {"panel_ppi": 90}}, "here").panel.panel_ppi == 90.0


def test_a_hall_may_speak_one_language_or_put_another_first() -> None:
    assert from_table({"terminal": {"languages": ["en", "zh"]}}, "here").terminal.languages == ("en", "zh")
    assert from_table({"terminal": {"languages": ["zh"]}}, "here").terminal.languages == ("zh",)
