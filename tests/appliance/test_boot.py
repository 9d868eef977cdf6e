"""A machine made by deploy/image boots, asks, serves, is broken in every way a lobby knows, and serves again.

`deploy/test --long boot`: built from this commit, in QEMU without KVM. One story, in order, since a booted machine is
one; each step says when it was done, in seconds since the trial began. Its pictures lie in build/image/pictures.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from PIL import ImageStat
from PIL.Image import Image

from devices.emulators import CardLayout, demo_card
from tests.appliance import disk
from tests.appliance.machine import Outside, wait_for
from tests.appliance.steps import (
    HEARD_SECONDS,
    Say,
    a_number_on_paper,
    begun,
    built,
    fills_the_screen,
    first_start,
    served_anew,
    up,
)
from tests.appliance.walk import Walk

pytestmark = pytest.mark.long
PICTURES = disk.IMAGES / "pictures"
MEMBER = demo_card(CardLayout.RESIDENT, 3)
HOLDS_THE_PRINTER = (
    "ls -l /proc/$(systemctl show -P MainPID kiosk-terminal)/fd | grep -q $(readlink -f /dev/kiosk-printer)"
)


PICTURE_OF_HOME = """
from io import BytesIO
from PIL import Image
from content.pack.open import STARTER
from kiosk.features.exhibition.hall.preview import NotDrawn, Preview
from kiosk.features.exhibition.wire_preview import Asked
try:
    drawn = Preview().drawn(Asked("home", "portrait", "standard", "2026-11-30T10:00"), STARTER)
    print("drawn %dx%d" % Image.open(BytesIO(drawn.png)).size)
except NotDrawn as told:
    print(told.why)
"""
A_DOCUMENT_TURNED = r"""
from kiosk.features.exhibition.hall.reading import read_file
read = read_file("notice.doc", rb"{\rtf1 kiosk}")
print("turned" if read.content and not read.refused else read.refused)
"""
CONSOLE_GREY = 40  # of 255: a few lines of text on black


def mean_grey(image: Image) -> float:
    return float(ImageStat.Stat(image.convert("L")).mean[0])


def test_boot(tmp_path: Path, say: Say) -> None:
    with built(tmp_path, say, "both", PICTURES) as (box, outside):
        walk = first_start(box, say)
        visits(walk, outside, say)
        deaths(walk, say)
        the_panel_changes(walk, say)
        the_adapter_is_moved(walk, outside, say)
        a_preview(walk, say)
        a_pack_arrives(walk, say)
        what_doctor_says(walk, say)
        the_plug(walk, outside, say)
        an_update(walk, say)
        the_ways_out(walk, say)


def visits(walk: Walk, outside: Outside, say: Say) -> None:
    """A number, on paper; a record, by its own card."""
    box = walk.machine
    a_number_on_paper(walk, outside)
    say("a visitor has number A001 on paper")
    walk.put_file(f"姓名,身份证号,入党时间\n{MEMBER.name},{MEMBER.id_number},2019-07-01\n", "/root/roster.csv")
    box.shell.must("/opt/kiosk/.venv/bin/kiosk records import /root/roster.csv", 240)
    walk.to_card()
    box.picture("card")
    outside.ask("card-reader", "put resident 3")
    wait_for("the hall has found the record", 60, lambda: walk.lookups() == ["shown"])
    outside.ask("card-reader", "lift")
    walk.settled("arrival")
    walk.go("membership.arrival", "membership.see")
    walk.settled("record")
    box.shell.must("/opt/kiosk/.venv/bin/kiosk audit verify", 120)
    walk.go("membership.record", "membership.finish")
    say("a member has seen their own record")


def deaths(walk: Walk, say: Say) -> None:
    """Whatever ends or stands still comes back by itself."""
    box = walk.machine
    for what, command in (
        ("the display server was killed", "pkill -KILL Xorg"),
        ("the terminal was killed", "systemctl kill -s KILL --kill-whom=main kiosk-terminal"),
        ("the terminal stood still", "systemctl kill -s STOP --kill-whom=main kiosk-terminal"),
    ):
        before = begun(box, "kiosk-terminal")
        box.shell.must(command)
        started = box.seconds()
        served_anew(box, before)
        say(f"{what}: back after {box.seconds() - started:.0f} s")
    assert "watchdog" in box.shell.must("journalctl -b -u kiosk-terminal -o cat --no-pager | grep -i watchdog")


def the_panel_changes(walk: Walk, say: Say) -> None:
    """Another mode, and the terminal is laid out for it; then the panel's own again, and turned as asked."""
    box = walk.machine
    xrandr = (
        "runuser -u kiosk-screen -- env DISPLAY=:0 XAUTHORITY=/run/kiosk-screen/authority xrandr --output Virtual-1"
    )
    before = begun(box, "kiosk-terminal")
    box.shell.must(f"{xrandr} --mode 1024x768")
    served_anew(box, before)
    assert box.picture("landscape").size == (1024, 768) and fills_the_screen(box)
    before, starts = begun(box, "kiosk-terminal"), walk.starts_heard()
    box.shell.must(f"{xrandr} --auto")
    served_anew(box, before)
    wait_for("the hall hears the terminal", HEARD_SECONDS, lambda: walk.starts_heard() > starts, 5.0)
    assert box.picture("portrait-again").size == (720, 1280) and fills_the_screen(box)
    say("the panel changed its size and back: the picture was whole both times")


def the_adapter_is_moved(walk: Walk, outside: Outside, say: Say) -> None:
    """The printer's USB adapter is pulled out and put back: same name, and it prints."""
    box = walk.machine
    box.unplug_adapter("printer")
    box.shell.must("timeout 60 sh -c 'while [ -e /dev/kiosk-printer ]; do sleep 1; done'", 90)
    box.plug_adapter("printer")
    box.shell.must("timeout 60 sh -c 'until [ -e /dev/kiosk-printer ]; do sleep 1; done'", 90)
    box.shell.must(f"timeout 120 sh -c 'until {HOLDS_THE_PRINTER}; do sleep 1; done'", 150)
    slips = len(outside.slips())
    walk.take_ticket("B")
    wait_for("a slip after the adapter came back", 180, lambda: len(outside.slips()) > slips)
    say("the printer's adapter was unplugged and plugged in again: it prints")


def a_preview(walk: Walk, say: Say) -> None:
    """The hall's user asks the worker behind its socket for a picture of home; a text of Word's old format is turned.

    An emulated machine may be too slow for the worker's own 40 s: it says so then, and no unit is left failed.
    """
    box = walk.machine
    assert box.shell.must("systemctl is-active kiosk-preview.socket").strip() == "active"
    began = box.seconds()
    answer = walk.as_hall(PICTURE_OF_HOME, 240)
    assert answer == "too_slow" or answer.startswith("drawn "), answer
    assert "Started kiosk-preview@" in box.shell.must("journalctl -b --no-pager -g 'Started kiosk-preview@'")
    failed = box.shell.must("systemctl list-units --state=failed --no-legend --plain 'kiosk-preview@*' | wc -l").strip()
    assert failed == "0"
    say(f"the preview worker: {answer} after {box.seconds() - began:.0f} s, no unit failed")
    if "yes" not in box.shell("command -v soffice >/dev/null && echo yes"):
        say("no LibreOffice on this machine: nothing to turn a .doc with")
        return
    answer = walk.as_hall(A_DOCUMENT_TURNED, 600)
    assert answer == "turned", answer
    say("LibreOffice turned a .doc")


SPRING = """format = 2
name = "spring"
version = "1"
title = "演示"

[[items]]
id = "lane"
kind = "image"
file = "lane.png"
title = "巷子"
source = "演示"
source_date = 2026-11-30
"""


def a_pack_arrives(walk: Walk, say: Say) -> None:
    """What is published in the hall is fetched, looked at by a child in the terminal's own unit, and shown."""
    box, kiosk = walk.machine, "/opt/kiosk/.venv/bin/kiosk"
    box.shell.must("mkdir -p /root/spring && cp /opt/kiosk/content/packs/starter/pictures/lane.png /root/spring/")
    walk.put_file(SPRING, "/root/spring/manifest.toml")
    box.shell.must(f"{kiosk} pack build /root/spring /root", 600)
    box.shell.must(f"{kiosk} pack publish /root/spring-1.zip", 900)
    began, shows = box.seconds(), "/var/lib/kiosk/terminal/delivered/state.json"
    while "hall" not in box.shell(f"cat {shows} 2>/dev/null"):
        assert box.seconds() - began < 600, box.shell("journalctl -b --no-pager -u kiosk-terminal -n 20")
        time.sleep(5)
    assert "cannot be shown" not in box.shell.must("journalctl -b --no-pager -u kiosk-terminal")
    say(f"a pack that was published shows on the terminal, {box.seconds() - began:.0f} s after the command")


def what_doctor_says(walk: Walk, say: Say) -> None:
    box = walk.machine
    said = box.shell("/opt/kiosk/.venv/bin/kiosk doctor --json", 400)
    checks = json.loads(said[said.index("{") :])["checks"]
    bad = [check for check in checks if check["state"] == "fail"]
    assert not bad, bad
    say(f"doctor: {len(checks)} checks, none failed; warned: {[c['name'] for c in checks if c['state'] == 'warn']}")
    levels = {"kiosk-preview@x": 1.5, "kiosk-hall": 2.0, "kiosk-terminal": 2.5, "kiosk-backup": 2.0}
    for unit, most in levels.items():
        overall = box.shell.must(f"systemd-analyze security {unit}.service --no-pager | tail -n 1", 120)
        assert float(overall.split(":")[1].split()[0]) <= most, overall
    assert "200M" in box.shell.must("systemd-analyze cat-config systemd/journald.conf | grep SystemMaxUse")
    box.shell.must("systemctl list-timers --no-pager | grep kiosk-backup")
    assert "active" in box.shell.must(
        "systemctl start kiosk-backup && ls /var/lib/kiosk/hall/backups && echo active", 240
    )
    free = box.shell.must("free -m | awk '/^Mem:/ {print $3}'").strip()
    resident = box.shell.must("systemctl show -P MemoryCurrent kiosk-terminal kiosk-hall kiosk-screen").split()
    say(f"memory in use: {free} MB; of terminal, hall, screen: {[int(b) // 1_000_000 for b in resident]} MB")


def the_plug(walk: Walk, outside: Outside, say: Say) -> None:
    """Power is cut in the middle of a ticket; after the next start its number is neither lost nor given twice."""
    box = walk.machine
    known, starts = walk.tickets(), walk.starts_heard()
    assert [(series, number) for series, number, *_ in known] == [("A", 1), ("B", 1)], known
    outside.ask("printer", "slow 40")  # a slip of a good ten seconds
    walk.take_ticket("C")
    wait_for("the slip is on its way", 120, lambda: not outside.slips()[-1]["cut"], 0.1)
    box.pull_the_plug()
    outside.ask("printer", "power-cycle")
    outside.ask("printer", "well")
    box.power_on()
    box.shell.wait(600)
    up(box, "kiosk-terminal", 600)
    say(f"power was cut in the middle of a slip; it serves {box.seconds():.0f} s after power")
    wait_for("the hall hears the terminal", HEARD_SECONDS, lambda: walk.starts_heard() > starts, 5.0)
    torn = [*known, ("C", 1, "unknown", "waiting")]
    wait_for(
        "the number of the torn slip is in the queue, and nobody claims it was printed",
        120,
        lambda: walk.tickets() == torn,
    )
    cut = len([slip for slip in outside.slips() if slip["cut"]])
    walk.take_ticket("C")
    wait_for("a slip after the power cut", 180, lambda: len([s for s in outside.slips() if s["cut"]]) >= cut + 2)
    wait_for("it is reported printed", 60, lambda: walk.tickets() == [*torn, ("C", 2, "printed", "waiting")])
    void, whole = outside.slips()[-2:]
    assert "作废" in void["text"] and "C002" in whole["text"] and "C001" not in whole["text"]
    numbers = [f"{series}{number:03d}" for series, number, *_ in walk.tickets()]
    say(f"numbers after it: {numbers}: none lost, none twice")


def an_update(walk: Walk, say: Say) -> None:
    """A newer version from a bundle, in place: the hall's tickets and settings stay."""
    box = walk.machine
    known, settings = walk.tickets(), box.shell.must("cat /etc/kiosk/kiosk.toml")
    box.shell.must(
        "set -e; git clone -q --shared --no-checkout /opt/kiosk /root/newer; cd /root/newer;"
        " export GIT_{AUTHOR,COMMITTER}_{NAME,EMAIL}=trial@localhost;"
        " git update-ref refs/heads/main $(git commit-tree -p main -m newer 'main^{tree}');"
        " git bundle create -q /root/newer.bundle main~1..main; cd /", 240,
    )  # fmt: skip
    say("a newer version lies on a stick")
    box.shell.must("/opt/kiosk/deploy/update /root/newer.bundle", 900)
    assert box.shell.must("git -C /opt/kiosk --no-pager log -1 --format=%s").strip() == "newer"
    up(box, "kiosk-terminal", 600)
    up(box, "kiosk-hall", 600)
    assert walk.tickets() == known and box.shell.must("cat /etc/kiosk/kiosk.toml") == settings
    say("updated in place: tickets and settings are there")


def the_ways_out(walk: Walk, say: Say) -> None:
    """By the staff page: to the console, where somebody may log in; and off."""
    box = walk.machine
    walk.staff("desktop", asks_date=True)
    box.shell.must("timeout 120 sh -c 'until systemctl is-active -q getty@tty1; do sleep 1; done'", 150)
    assert "active" not in box.shell("systemctl is-active kiosk-screen kiosk-terminal").split()
    wait_for("the console's own screen", 60, lambda: mean_grey(box.picture("console")) < CONSOLE_GREY)
    starts = walk.starts_heard()
    box.shell.must("systemctl start kiosk-terminal", 420)
    wait_for("the hall hears the terminal", HEARD_SECONDS, lambda: walk.starts_heard() > starts, 5.0)
    walk.staff("power", asks_date=False)
    box.wait_until_off(240)
    say("the staff page led to the console, and switched the machine off")
