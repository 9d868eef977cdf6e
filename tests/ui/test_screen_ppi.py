"""How fine the panel is, when kiosk.toml does not say or says nonsense."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.ui.screen_ppi import LEAST, MOST, panel_px, ppi_of, screen_ppi
from kiosk.ui.tokens import DESIGN_PPI


def edid(wide_px: int, high_px: int, wide_mm: int, high_mm: int) -> bytes:
    """The 128 bytes of a panel, with its preferred timing."""
    timing = bytearray(18)
    timing[0] = 1
    timing[2], timing[4] = wide_px & 0xFF, wide_px >> 8 << 4
    timing[5], timing[7] = high_px & 0xFF, high_px >> 8 << 4
    timing[12], timing[13], timing[14] = wide_mm & 0xFF, high_mm & 0xFF, wide_mm >> 8 << 4 | high_mm >> 8
    return bytes(54) + bytes(timing) + bytes(56)


@pytest.fixture
def drm(tmp_path: Path) -> Path:
    port = tmp_path / "card0-HDMI-A-1"
    port.mkdir()
    (port / "edid").write_bytes(edid(1920, 1080, 476, 268))
    return tmp_path


def test_the_settings_are_believed_when_they_can_be(drm: Path) -> None:
    assert screen_ppi(68.84, drm).source == "settings"


@pytest.mark.parametrize("given_ppi", [0.0, 3.0, 5000.0, -1.0])
def test_otherwise_the_panel_is_asked(drm: Path, given_ppi: float) -> None:
    found = screen_ppi(given_ppi, drm)
    assert found.source == "panel"
    assert found.ppi == pytest.approx(DESIGN_PPI, rel=0.01)


def test_two_panels_or_none_leave_the_usual_one(drm: Path, tmp_path: Path) -> None:
    other = drm / "card0-DP-1"
    other.mkdir()
    (other / "edid").write_bytes(edid(3840, 2160, 708, 398))
    assert screen_ppi(0, drm).source == "assumed"
    assert screen_ppi(0, tmp_path / "nothing").ppi == DESIGN_PPI


@given(st.binary(max_size=300))
def test_any_bytes_are_a_believable_figure_or_none(data: bytes) -> None:
    ppi = ppi_of(data)
    assert ppi is None or LEAST <= ppi <= MOST


def test_the_panel_tells_its_own_mode(tmp_path: Path) -> None:
    assert panel_px(tmp_path) == (1920, 1080)
    (tmp_path / "card0-HDMI-A-1").mkdir()
    (tmp_path / "card0-HDMI-A-1" / "modes").write_text("3840x2160\n1920x1080\n")
    (tmp_path / "card0-DP-1").mkdir()
    (tmp_path / "card0-DP-1" / "modes").write_text("")
    assert panel_px(tmp_path) == (3840, 2160)
