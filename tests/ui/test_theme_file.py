"""A hall's own colours: used when people can read them, refused by name and ratio when not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.theme import Mode, Theme
from kiosk.ui.theme_file import LEAST, TEXT_PAIRS, Colors, ThemeRefused, from_table, load, of_packs
from kiosk.ui.tokens import COLORS, COLUMN, Palette, contrast_ratio

HEX = st.from_regex(r"#?[0-9A-Fa-f]{6}", fullmatch=True)
PALETTES: list[Palette] = list(COLUMN)


def test_a_readable_theme_is_drawn_with(tmp_path: Path) -> None:
    file = tmp_path / "theme.toml"
    file.write_text('[standard]\nprimary = "#8A1C1C"\n', encoding="utf-8")
    theme = Theme(mode=Mode(), colors=load(file))
    assert theme.color("primary") == pytest.approx((0x8A / 255, 0x1C / 255, 0x1C / 255, 1.0))
    assert theme.color("ink") == Theme().color("ink")


def test_pale_words_are_refused_with_the_pair_and_the_ratio() -> None:
    with pytest.raises(ThemeRefused, match=r"standard: ink_2 on ground is 1\.\d:1, and 4\.5:1 is the least"):
        from_table({"standard": {"ink_2": "E0D8CC"}}, "theme.toml")


def test_large_type_asks_for_more() -> None:
    assert from_table({"standard": {"ink_2": "5F5248"}}, "theme.toml")
    with pytest.raises(ThemeRefused, match="7:1 is the least"):
        from_table({"elder": {"ink_2": "6F6157"}}, "theme.toml")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"standard": {"primry": "8A1C1C"}}, "did you mean primary"),
        ({"standart": {}}, "did you mean standard"),
        ({"standard": {"primary": "red"}}, "should be a colour"),
        ({"standard": {"primary": 5}}, "should be a colour"),
        ({"standard": 5}, "unknown table"),
    ],
)
def test_a_slip_of_the_pen_is_named(table: dict[str, object], said: str) -> None:
    with pytest.raises(ThemeRefused, match=said):
        from_table(table, "theme.toml")


@given(st.dictionaries(st.sampled_from(list(COLORS)), HEX, max_size=4), st.sampled_from(PALETTES))
def test_whatever_is_let_through_is_readable(roles: dict[str, str], palette: Palette) -> None:
    try:
        colors: Colors = from_table({palette: roles}, "theme.toml")
    except ThemeRefused:
        return
    for name, column in COLUMN.items():
        for text, ground in TEXT_PAIRS:
            assert contrast_ratio(colors[text][column], colors[ground][column]) >= LEAST[name]


def test_the_first_pack_with_colours_gives_them(tmp_path: Path) -> None:
    assert of_packs(tmp_path / "none") is None
    for name in (".staged", "north", "south", "west"):
        (tmp_path / name).mkdir()
    for name in (".staged", "south", "west"):
        (tmp_path / name / "theme.toml").write_text('[standard]\nprimary = "8A1C1C"\n', encoding="utf-8")
    (tmp_path / "north" / "theme.toml").symlink_to(tmp_path / "west" / "theme.toml")  # no pack may hold a link
    assert of_packs(tmp_path) == tmp_path / "south" / "theme.toml"
