"""A keeper writes the streets of the neighbourhood into the pack: what is right is typed, what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.pack.open import STARTER, PackRejected, open_pack
from content.pack.place_words import MOST_WORDS, parse_words, read_words
from tests.content.test_pack import folder, item, opened

__all__ = ["folder"]  # a fixture


def test_a_word_a_line_with_its_pinyin() -> None:
    found, problems = parse_words("# 街道\n云溪里  yun xi li\n\n吕家巷\tLü'jia'xiang  # 老名字\n")
    assert [(word.text, word.syllables, word.line) for word in found] == [
        ("云溪里", ("yun", "xi", "li"), 2),
        ("吕家巷", ("lü", "jia", "xiang"), 4),
    ]
    assert not problems


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("云溪里", "没有拼音"),
        ("云溪里 yun xi", "有 3 个字，拼音却有 2 个音节"),
        ("云溪里 yún xi li", "“yún”不是音节"),
        ("路 lu", "应是 2 到 20 个字"),
        ("惠民路 hui min lu", "和第 1 行重复"),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_the_rest_is_used(line: str, said: str) -> None:
    found, (problem,) = parse_words(f"惠民路 hui min lu\n{line}\n桥头 qiao tou\n")
    assert problem.path == "words.txt:2" and said in problem.reason
    assert [word.text for word in found] == ["惠民路", "桥头"]


def test_no_more_words_than_a_key_can_look_through() -> None:
    found, (problem,) = parse_words("\n".join(f"路{chr(0x4E00 + n)} lu a" for n in range(MOST_WORDS + 9)))
    assert len(found) == MOST_WORDS and problem.path == f"words.txt:{MOST_WORDS + 1}"


def test_another_encoding_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes("云溪里 yun xi li".encode("gb18030"))
    found, (problem,) = read_words(tmp_path / "words.txt")
    assert not found and problem.path == "words.txt" and "UTF-8" in problem.reason


@given(st.text())
def test_any_text_is_words_or_named_problems(text: str) -> None:
    found, problems = parse_words(text)
    for word in found:
        assert len(word.syllables) == len(word.text)
    assert len(found) + len(problems) <= text.count("\n") + 1


def test_a_pack_brings_words_and_colours_without_an_entry(folder: Path) -> None:
    (folder / "words.txt").write_text("云溪里 yun xi li\n惠民路 hui\n", encoding="utf-8")
    (folder / "theme.toml").write_text('[standard]\nprimary = "8A1C1C"\n', encoding="utf-8")
    pack = opened(folder, item("a", "image", "a.png"))
    assert [word.text for word in pack.words] == ["云溪里"]
    assert pack.theme == folder.resolve() / "theme.toml"
    assert [problem.path for problem in pack.problems] == ["words.txt:2"]


@pytest.mark.parametrize("name", ["words.txt", "theme.toml"])
def test_a_link_in_their_place_refuses_the_pack(folder: Path, name: str) -> None:
    (folder / name).symlink_to("/etc/hostname")
    with pytest.raises(PackRejected, match=name):
        opened(folder, item("a", "image", "a.png"))


def test_a_folder_in_their_place_is_named(folder: Path) -> None:
    (folder / "words.txt").mkdir()
    (folder / "theme.toml").touch()
    pack = opened(folder, item("a", "image", "a.png"))
    assert [problem.path for problem in pack.problems] == ["words.txt", "theme.toml"]
    assert not pack.words and pack.theme is None


def test_every_word_of_the_starter_can_be_typed() -> None:
    from kiosk.ui.typing.local_words import LocalWords

    pack = open_pack(STARTER, decode=False)
    words, refused = LocalWords.gather((word.text, " ".join(word.syllables)) for word in pack.words)
    assert len(pack.words) >= 20 and not refused
    assert words.match("dangqunfuwuzhongxin")[0].text == "党群服务中心"
