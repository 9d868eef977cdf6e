"""The numbers of docs/screens.md hold for the tokens themselves, on every panel and in every mode."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import product

import pytest

from kiosk.ui.theme import Mode, Panel, Theme
from kiosk.ui.tokens import COLORS, COLUMN, TEXT, Palette, Spaces, contrast_ratio

CAP_HEIGHT = 0.733  # of an em, Noto Sans SC
TEXT_PAIRS = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "sunken"), ("ink_2", "ground"), ("ink_2", "surface"),
    ("ink_2", "sunken"), ("on_primary", "primary"), ("on_primary_2", "primary"), ("on_primary", "primary_down"),
    ("primary_ink", "primary_tint"), ("gold_ink", "gold_tint"), ("pine_ink", "pine_tint"), ("ok_ink", "ok_tint"),
    ("ok_ink", "ground"), ("warn", "warn_tint"), ("ink", "warn_tint"), ("ink_2", "gold_tint"), ("warn", "ground"),
]  # fmt: skip
MODES = [Mode(), Mode(large=True), Mode(contrast=True), Mode(large=True, contrast=True)]


@pytest.mark.parametrize("palette", list(COLUMN))
def test_text_is_readable_on_what_it_stands_on(palette: Palette) -> None:
    least = 4.5 if palette == "standard" else 7.0
    column = COLUMN[palette]
    for text, ground in TEXT_PAIRS:
        ratio = contrast_ratio(COLORS[text][column], COLORS[ground][column])
        assert ratio >= (6.0 if (text, palette) == ("ink_2", "elder") else least), (text, ground, round(ratio, 1))


@pytest.mark.parametrize("palette", list(COLUMN))
def test_controls_that_are_off_can_still_be_seen(palette: Palette) -> None:
    column = COLUMN[palette]
    assert contrast_ratio(COLORS["ink_off"][column], COLORS["sunken"][column]) >= 3.0
    assert contrast_ratio(COLORS["edge"][column], COLORS["ground"][column]) >= 3.0


def panels() -> list[Panel]:
    return [Panel(), Panel(1080, 1920, 68.84, 900, 1.25), Panel(1920, 1080, 68.84, 900, 1.25), Panel(2160, 3840, 204.9)]


@pytest.mark.parametrize(("panel", "mode"), list(product(panels(), MODES)))
def test_targets_and_letters_are_as_large_as_the_rules_say(panel: Panel, mode: Mode) -> None:
    theme = Theme(panel, mode)
    tap = theme.mm(theme.px(theme.spaces.tap))
    assert tap >= (25.0 if mode.large else 20.0)
    assert theme.mm(theme.px(theme.spaces.gap)) >= 3.0
    assert theme.mm(theme.text_px("body")) * CAP_HEIGHT >= 4.8
    assert theme.mm(theme.text_px("head")) * CAP_HEIGHT >= 7.3


def test_elder_mode_is_one_step_up_everywhere() -> None:
    assert all(token.elder > token.size for token in TEXT.values())
    plain, large = Theme().spaces, Theme(mode=Mode(large=True)).spaces
    assert all(getattr(large, field.name) >= getattr(plain, field.name) for field in fields(Spaces))


def test_reach_is_computed_from_where_the_panel_hangs() -> None:
    low, high = Theme(Panel(bottom_mm=700)), Theme(Panel(bottom_mm=900))
    assert low.reach_px > high.reach_px
    assert Theme().panel.height_px - Theme().reach_px == pytest.approx(630, abs=2)  # no target above y 630


@pytest.mark.parametrize("bottom_mm", [200, 600, 800, 1000, 1100])
@pytest.mark.parametrize("panel", panels())
def test_the_line_leaves_both_halves_of_a_page_their_room(panel: Panel, bottom_mm: float) -> None:
    theme = Theme(replace(panel, bottom_mm=bottom_mm))
    touched, read = (710, 576) if theme.landscape else (1290, 630)
    assert theme.line_px / theme.unit >= touched - 1 and (panel.height_px - theme.line_px) / theme.unit >= read - 1
    if theme.reach_px > theme.px(touched):  # all above 1,120 mm is read
        assert theme.line_px <= theme.reach_px


def test_millimetres_are_those_on_the_glass() -> None:
    """A panel too small for the pages has smaller targets, and no measure hides it."""
    lying = Theme(Panel(1920, 1080))
    assert lying.mm(lying.px(lying.spaces.tap)) == pytest.approx(17.6, abs=0.1)
    assert Theme().mm(Theme().px(Theme().spaces.tap)) == pytest.approx(20.8, abs=0.1)


@pytest.mark.parametrize("size", [(720, 1280), (1080, 1920), (2160, 3840), (1280, 720), (1920, 1080), (3840, 2160)])
def test_the_page_fits_every_panel(size: tuple[int, int]) -> None:
    theme = Theme(Panel(*size, ppi=150))
    least = (2286, 1286) if theme.landscape else (1080, 1920)
    assert size[0] / theme.unit >= least[0] - 1e-6
    assert size[1] / theme.unit >= least[1] - 1e-6
