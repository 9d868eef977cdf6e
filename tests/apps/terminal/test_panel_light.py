"""Brightness: a backlight as the kernel shows one, the display server's switch, and a panel that has neither."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.apps.terminal.panel_light import PanelLight
from kiosk.ui.voice.volume import Volume


@pytest.fixture
def backlights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DISPLAY", raising=False)
    place = tmp_path / "backlight/intel_backlight"
    place.mkdir(parents=True)
    (place / "max_brightness").write_text("852\n")
    (place / "brightness").write_text("426\n")
    return place.parent


def level(backlights: Path) -> int:
    return int((backlights / "intel_backlight/brightness").read_text())


def test_a_backlight_is_set_and_never_so_dark_that_nobody_finds_back(backlights: Path) -> None:
    light = PanelLight(backlights)
    assert light.can_darken and light.percent() == 50
    assert light.set(80) == 80 and level(backlights) == 682
    assert light.set(0) == 10 and light.set(300) == 100


def test_a_dark_night_ends_as_bright_as_it_was(backlights: Path) -> None:
    light = PanelLight(backlights)
    light.darken()
    light.darken()
    assert 0 < level(backlights) < 20 and light.percent() == 50
    light.brighten()
    assert level(backlights) == 426


def test_a_panel_that_was_left_dark_is_found_at_the_next_start(backlights: Path) -> None:
    PanelLight(backlights).darken()  # and the power was cut
    PanelLight(backlights).brighten()
    assert level(backlights) == 852
    light = PanelLight(backlights)
    light.set(40)
    PanelLight(backlights).brighten()
    assert light.percent() == 40


def test_a_file_that_is_no_number_is_no_brightness(backlights: Path) -> None:
    (backlights / "intel_backlight/brightness").write_text("?\n")
    assert PanelLight(backlights).percent() is None


def program(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)


def test_a_monitor_goes_dark_by_the_display_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "xset", f'[ "$1" = q ] && echo "  DPMS is Disabled" || echo "$@" >>{tmp_path}/told')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("DISPLAY", ":0")
    light = PanelLight(tmp_path / "none")
    assert light.can_darken and light.percent() is None and light.set(50) is None
    light.darken()
    light.brighten()
    told = (tmp_path / "told").read_text().splitlines()
    assert told == ["+dpms", "dpms 0 0 0", "dpms force off", "+dpms", "dpms 0 0 0", "dpms force on"]


@pytest.mark.parametrize("text", ["echo '  Server does not have the DPMS Extension'", "exit 1"])
def test_a_display_server_that_switches_no_panel_is_not_asked_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    """As Xwayland under cage."""
    program(tmp_path, "xset", text)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setenv("DISPLAY", ":0")
    assert not PanelLight(tmp_path / "none").can_darken


def test_a_panel_with_neither_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    light = PanelLight(tmp_path)
    light.darken()
    light.brighten()
    assert not light.can_darken and light.percent() is None


MIXER = """
[ "$2" = "%s" ] || exit 1
[ "$4" = PCM ] || { echo "Unable to find simple control" >&2; exit 1; }
[ "$3" = sset ] && echo "${5%%%%%%}" >%s/level
echo "  Front Left: Playback 52 [$(cat %s/level)%%] [-12.00dB] [on]"
"""


def test_the_first_control_that_the_card_has_is_the_volume(tmp_path: Path) -> None:
    (tmp_path / "level").write_text("60\n")
    program(tmp_path, "amixer", MIXER % ("hw:1", tmp_path, tmp_path))
    volume = Volume("plughw:1,0", str(tmp_path / "amixer"))
    assert volume.percent() == 60
    assert volume.set(70) == 70 and volume.set(400) == 100 and volume.set(-3) == 0


@pytest.mark.parametrize("text", ["exit 1", "echo no share", "echo '[60]'"])
def test_a_card_without_a_mixer_has_no_volume(tmp_path: Path, text: str) -> None:
    program(tmp_path, "amixer", text)
    volume = Volume("default", str(tmp_path / "amixer"))
    assert volume.percent() is None and volume.set(50) is None
    assert Volume("default", str(tmp_path / "missing")).percent() is None
