"""The same system elsewhere: from a stick onto the disk by UEFI, under cage, on Debian 12, on an office machine.

`deploy/test --long stick` and `deploy/test --long others`: each boots far enough to be used. The whole story is
test_boot's; its first lines say how.
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.appliance import digits, disk
from tests.appliance.machine import Machine
from tests.appliance.steps import (
    Say,
    a_number_on_paper,
    begun,
    built,
    fills_the_screen,
    first_start,
    kept,
    restarts,
    served_anew,
    up,
)
from tests.appliance.walk import Walk

pytestmark = pytest.mark.long
PICTURES = disk.IMAGES / "pictures-of-others"
INSTALL_SECONDS = 900


def test_from_a_stick_onto_the_disk(tmp_path: Path, say: Say) -> None:
    """By firmware with secure boot on, as machines are sold today: asked twice, written, and started from the disk."""
    stick = disk.trial_disk(disk.image("both"), tmp_path / "stick.img", 4096)
    drive = tmp_path / "disk.img"
    subprocess.run(["truncate", "-s", "8G", drive], check=True)
    box = Machine(drive, tmp_path, stick=stick, secure=True, serial=False)
    with kept(box, PICTURES / "stick"):
        box.power_on()
        box.shell.wait(900)
        up(box, "kiosk-first-start")
        say(f"started from the stick: the first question stands {box.seconds():.0f} s after power")
        assert "enabled" in box.shell.must("od -An -t u1 -j4 /sys/firmware/efi/efivars/SecureBoot-* | sed s/1/enabled/")
        onto_the_disk(Walk.on(box), say)
        box.stick = None  # and pulled out
        box.power_on()
        box.shell.wait(900)
        up(box, "kiosk-first-start")
        say(f"started from its own disk: the first question stands {box.seconds():.0f} s after power")
        assert "/dev/vda3" in box.shell.must("findmnt -no SOURCE /")
        assert (
            int(box.shell.must("df --output=avail -BM / | tail -n 1").strip().rstrip("M")) > 5000
        )  # grown to the disk
        box.picture("first-welcome")
        Walk.on(box).go("first.welcome", "first.begin")
        box.picture("first-hall")  # no disk is offered any more: it asks what the hall is called
        assert not box.shell("systemctl --failed --no-legend").strip()


def onto_the_disk(walk: Walk, say: Say) -> None:
    box = walk.machine
    walk.go("first.welcome", "first.begin")
    box.picture("disk")
    before = box.picture()
    box.tap(*walk.first.of("first.choice", "first.disk.0", "装到哪个硬盘", alone=True))
    box.wait_for_change(before, 90, "really?")
    box.picture("really")
    walk.go("first.question", "first.yes")
    code = digits.read(box.picture("code"), walk.first_ppi, box.folder / "digits")
    walk.keys("first.digits", code, "清空")
    box.picture("code-entered")
    walk.go("first.digits", "first.erase", "清空")
    say(f"the four digits were read off the screen ({code}) and entered: it is written")
    box.picture("installing")
    started = time.monotonic()
    box.shell.must(
        f"timeout {INSTALL_SECONDS} sh -c 'while pgrep -f deploy/write-disk; do sleep 2; done >/dev/null'", 930
    )
    walk.rest()
    box.picture("installed")
    say(f"written in {time.monotonic() - started:.0f} s")
    walk.touch("first.told", "first.restart", "装好了")
    box.wait_until_off(240)  # QEMU ends instead of starting again


@pytest.mark.parametrize("options", [("--suite", "bookworm"), ("--cage",), ("--cage", "--suite", "bookworm")])
def test_others_serve(options: tuple[str, ...], tmp_path: Path, say: Say) -> None:
    """First start, a number on paper; the display server is killed, and the picture comes back."""
    with built(tmp_path, say, "both", PICTURES / "".join(options).strip("-"), *options) as (box, outside):
        walk = first_start(box, say)
        assert fills_the_screen(box)
        a_number_on_paper(walk, outside)
        say("a visitor has number A001 on paper")
        before = begun(box, "kiosk-terminal")
        box.shell.must(f"pkill -KILL {'cage' if '--cage' in options else 'Xorg'}")
        started = box.seconds()
        served_anew(box, before)
        say(f"the display server was killed: back after {box.seconds() - started:.0f} s")
        walk.rest()
        assert fills_the_screen(box)
        before = begun(box, "kiosk-terminal")
        box.shell.must("echo left >/etc/kiosk/turned")
        served_anew(box, before)
        walk.settled("turned")
        assert fills_the_screen(box)
        say("the picture was turned, and the terminal is laid out for it")
        said = box.shell("/opt/kiosk/.venv/bin/kiosk doctor", 400)
        assert "✗" not in said, said


def test_others_an_office_machine(tmp_path: Path, say: Say) -> None:
    """Only the hall service: asked on a screen once, and afterwards a log-in on the console."""
    with built(tmp_path, say, "hall", PICTURES / "hall") as (box, _):
        box.power_on()
        box.shell.wait(600)
        up(box, "kiosk-first-start")
        walk = Walk.on(box)
        walk.office()
        box.shell.must("timeout 500 sh -c 'while [ -e /etc/kiosk/first-start ]; do sleep 2; done'", 530)
        up(box, "kiosk-hall")
        up(box, "getty@tty1")
        assert restarts(box, "kiosk-hall") == 0
        walk.settled("console")
        said = box.shell("/opt/kiosk/.venv/bin/kiosk doctor", 400)
        assert "✗" not in said, said
        say("an office machine: asked, serves, and shows a log-in")
