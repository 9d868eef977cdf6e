"""deploy/screen: where the display is said, who is let in, and a panel that comes late or is turned shows the picture.

The display server itself runs in the long trial of a booted machine; here xrandr and xhost are stand-ins that write
down what they are asked.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SCREEN = Path(__file__).resolve().parents[2] / "deploy" / "screen"
DEADLINE_SECONDS = 20

STAND_INS = {
    "xrandr": '[ $# = 0 ] && { cat "$WORLD/xrandr"; exit; }; echo "xrandr $*" >>"$WORLD/asked"',
    "xinput": '[ "$1" = --list ] && { echo "⎡ ↳ 7"; exit; }; echo "xinput $*" >>"$WORLD/asked"',
    "xhost": 'echo "xhost $*" >>"$WORLD/asked"',
    "id": "exit 0",
    "sleep": "exec /bin/sleep 0.1",
}


class World:
    """A machine with panels that come and go."""

    def __init__(self, place: Path) -> None:
        self.place = place
        for folder in ("bin", "run", "drm/card0-HDMI-A-1"):
            (place / folder).mkdir(parents=True)
        for name, text in STAND_INS.items():
            (place / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
            (place / "bin" / name).chmod(0o755)
        self.plug("connected")

    def plug(self, status: str) -> None:
        (self.place / "xrandr").write_text(f"Screen 0: current 1920 x 1080\nHDMI-1 {status} primary 1920x1080+0+0\n")
        (self.place / "drm/card0-HDMI-A-1/status").write_text(f"{status}\n")

    def turn(self, how: str) -> None:
        (self.place / "turned").write_text(f"{how}\n")

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "PATH": f"{self.place / 'bin'}:{os.environ['PATH']}", "WORLD": str(self.place), "DISPLAY": ":7",
            "RUNTIME_DIRECTORY": str(self.place / "run"), "KIOSK_TURNED": str(self.place / "turned"),
            "KIOSK_DRM": str(self.place / "drm"), "KIOSK_DISPLAY_FILE": str(self.place / "run/display"),
        }  # fmt: skip

    def asked(self) -> list[str]:
        file = self.place / "asked"
        return file.read_text().splitlines() if file.exists() else []

    def wait_until_asked(self, line: str) -> None:
        end = time.monotonic() + DEADLINE_SECONDS
        while line not in self.asked():
            assert time.monotonic() < end, self.asked()
            time.sleep(0.02)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def client(world: World) -> Iterator[World]:
    process = subprocess.Popen([SCREEN, "client", "xorg"], env=world.environment())
    try:
        yield world
    finally:
        process.kill()
        process.wait()


def test_it_says_where_the_display_is_once_the_picture_fits(client: World) -> None:
    waited = subprocess.run([SCREEN, "wait"], env=client.environment(), timeout=DEADLINE_SECONDS, check=False)
    assert waited.returncode == 0
    assert (client.place / "run/display").read_text() == "DISPLAY=:7\n"
    asked = client.asked()
    assert asked[:2] == ["xhost +si:localuser:kiosk-terminal", "xhost +si:localuser:kiosk-board"]
    assert "xrandr --output HDMI-1 --auto --pos 0x0" in asked and "xinput --map-to-output 7 HDMI-1" in asked


def test_a_panel_switched_on_late_shows_the_picture(world: World) -> None:
    world.plug("disconnected")
    process = subprocess.Popen([SCREEN, "client", "xorg"], env=world.environment())
    try:
        world.wait_until_asked("xrandr --output HDMI-1 --off")
        world.plug("connected")
        world.wait_until_asked("xrandr --output HDMI-1 --auto --pos 0x0")
    finally:
        process.kill()
        process.wait()


def test_a_turn_is_seen_and_nonsense_means_upright(client: World) -> None:
    client.wait_until_asked("xrandr --output HDMI-1 --rotate normal")
    client.turn("left")
    client.wait_until_asked("xrandr --output HDMI-1 --rotate left")
    (client.place / "asked").unlink()
    client.turn("left; reboot")
    client.wait_until_asked("xrandr --output HDMI-1 --rotate normal")


def test_whoever_draws_waits_for_the_display(world: World) -> None:
    waiting = subprocess.Popen([SCREEN, "wait"], env=world.environment())
    client = subprocess.Popen([SCREEN, "client", "xorg"], env=world.environment())
    try:
        assert waiting.wait(DEADLINE_SECONDS) == 0
        assert (world.place / "run/display").exists()
    finally:
        for process in (waiting, client):
            process.kill()
            process.wait()


def test_wrong_use_shows_the_ways(world: World) -> None:
    run = subprocess.run([SCREEN, "sideways"], env=world.environment(), capture_output=True, text=True, check=False)
    assert run.returncode == 2 and "xorg|cage" in run.stderr


@pytest.mark.parametrize(
    ("code", "status", "opens"),
    [
        ("exited", "0", True),
        ("exited", "143", False),
        ("exited", "75", False),
        ("killed", "KILL", False),
        ("", "", False),
    ],
)
def test_the_console_opens_only_for_staff_who_left(world: World, code: str, status: str, opens: bool) -> None:
    """A stop and a restart of the service are successes too: a console would take the screen of the next start."""
    (world.place / "bin/systemctl").write_text('#!/bin/sh\necho "systemctl $*" >>"$WORLD/asked"\n')
    (world.place / "bin/systemctl").chmod(0o755)
    environment = world.environment() | {"EXIT_CODE": code, "EXIT_STATUS": status}
    subprocess.run([SCREEN, "console"], env=environment, check=True)
    assert world.asked() == (["systemctl --no-block start getty@tty1.service"] if opens else [])
