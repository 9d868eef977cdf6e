"""A machine made by deploy/image boots, asks, serves, is broken in every way a lobby knows, and serves again.

`deploy/test --long boot`: built from this commit, in QEMU without KVM. One story, in order, since a booted machine is
one; each step says when it was done, in seconds since the trial began. Its pictures lie in build/image/pictures.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from devices.emulators import CardLayout, demo_card
from tests.appliance import disk
from tests.appliance.machine import Machine, Outside, devices, wait_for
from tests.appliance.walk import Walk

pytestmark = pytest.mark.long
PICTURES = disk.IMAGES / "pictures"
UP = "until systemctl is-active -q {0}; do sleep 2; done"
MEMBER = demo_card(CardLayout.RESIDENT, 3)
Say = Callable[[str], None]


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Say:
    """Progress, seen while the trial runs: half an hour without a word looks like a machine that hangs."""
    began, reporter = time.monotonic(), request.config.pluginmanager.getplugin("terminalreporter")
    return lambda what: reporter.write_line(f"  {time.monotonic() - began:6.0f} s  {what}")


@pytest.fixture
def machine(tmp_path: Path, say: Say) -> Iterator[tuple[Machine, Outside]]:
    drive = disk.trial_disk(disk.image("both"), tmp_path / "disk.img")
    say("the image is built")
    with devices(tmp_path) as outside, Machine(drive, tmp_path) as made:
        try:
            yield made, outside
        finally:
            shutil.rmtree(PICTURES, ignore_errors=True)
            shutil.copytree(tmp_path / "pictures", PICTURES)


def up(machine: Machine, unit: str, seconds: float = 420) -> None:
    machine.shell.must(f"timeout {seconds:.0f} sh -c '{UP.format(unit)}'", seconds + 30)


def restarts(machine: Machine, unit: str) -> int:
    return int(machine.shell.must(f"systemctl show -P NRestarts {unit}"))


def begun(machine: Machine, unit: str) -> str:
    """The invocation that serves now: another one after every start."""
    return machine.shell.must(f"systemctl show -P InvocationID {unit}").strip()


def served_anew(machine: Machine, before: str, seconds: float = 420) -> None:
    """The terminal was started again, and its first frame stands."""
    other = f'[ "$(systemctl show -P InvocationID kiosk-terminal)" != "{before}" ]'
    until = f"{other} && systemctl is-active -q kiosk-terminal"
    machine.shell.must(f"timeout {seconds:.0f} sh -c 'until {until}; do sleep 2; done'", seconds + 30)
    wait_for("the picture", 120, lambda: len(machine.picture().getcolors(1 << 20) or []) > 100)


def test_boot(machine: tuple[Machine, Outside], say: Say) -> None:
    box, outside = machine
    walk = first_start(box, say)
    visits(walk, outside, say)
    deaths(walk, say)
    the_panel_changes(walk, say)
    the_adapter_is_moved(walk, outside, say)
    what_doctor_says(walk, say)
    the_plug(walk, outside, say)
    an_update(walk, say)
    the_ways_out(walk, say)


def first_start(box: Machine, say: Say) -> Walk:
    box.power_on()
    box.shell.wait(600)
    up(box, "kiosk-first-start")
    say(f"the first question stands on the screen, {box.seconds():.0f} s after power")
    walk = Walk.on(box)
    walk.first_start()
    walk.wait_until_served(500)
    say("the terminal serves")
    assert int(box.shell.must("df --output=avail -BM / | tail -n 1").strip().rstrip("M")) > 5000  # grown to the disk
    assert restarts(box, "kiosk-terminal") == restarts(box, "kiosk-hall") == restarts(box, "kiosk-screen") == 0
    time.sleep(20)
    box.picture("attract")
    return walk


def visits(walk: Walk, outside: Outside, say: Say) -> None:
    """A number, on paper; a record, by its own card."""
    box = walk.machine
    before = box.picture()
    walk.take_ticket()
    slip = wait_for("a slip", 120, outside.slips)[-1]
    assert "A001" in slip["text"] and slip["cut"]
    walk.settled("ticket")
    outside.ask("printer", f"picture {box.folder / 'pictures' / 'slip.png'}")
    wait_for("the ticket is reported printed", 60, lambda: walk.tickets() == [("A", 1, "printed", "waiting")])
    say("a visitor has number A001 on paper")
    walk.put_file(f"姓名,身份证号,入党时间\n{MEMBER.name},{MEMBER.id_number},2019-07-01\n", "/root/roster.csv")
    box.shell.must("/opt/kiosk/.venv/bin/kiosk records import /root/roster.csv", 240)
    wait_for("the attract page again", 120, lambda: different_pages(box, before) < 30)
    walk.to_card()
    walk.settled("card")
    shown = box.picture()
    outside.ask("card-reader", "put resident 3")
    wait_for("the arrival page", 120, lambda: different_pages(box, shown) > 8)
    outside.ask("card-reader", "lift")
    walk.settled("arrival")
    walk.go("membership.arrival", "membership.see")
    walk.settled("record")
    box.shell.must("/opt/kiosk/.venv/bin/kiosk audit verify", 120)
    walk.go("membership.record", "membership.finish")
    say("a member has seen their own record")


def different_pages(box: Machine, before: object) -> float:
    from tests.appliance.machine import difference

    return difference(before, box.picture())  # type: ignore[arg-type]


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
    before = begun(box, "kiosk-terminal")
    box.shell.must(f"{xrandr} --auto")
    served_anew(box, before)
    assert box.picture("portrait-again").size == (720, 1280) and fills_the_screen(box)
    say("the panel changed its size and back: the picture was whole both times")


def fills_the_screen(box: Machine) -> bool:
    """The four corners are the page's own ground, not the black of a window that stands aside."""
    image = box.picture()
    wide, high = image.size
    corners = [image.convert("L").getpixel((x, y)) for x in (1, wide - 2) for y in (1, high - 2)]
    return all(isinstance(corner, int) and corner > 100 for corner in corners)


def the_adapter_is_moved(walk: Walk, outside: Outside, say: Say) -> None:
    """The printer's USB adapter is pulled out and put back: same name, and it prints."""
    box = walk.machine
    box.unplug_adapter("printer")
    box.shell.must("timeout 60 sh -c 'while [ -e /dev/kiosk-printer ]; do sleep 1; done'", 90)
    box.plug_adapter("printer")
    box.shell.must("timeout 60 sh -c 'until [ -e /dev/kiosk-printer ]; do sleep 1; done'", 90)
    time.sleep(30)
    slips = len(outside.slips())
    walk.take_ticket("B")
    wait_for("a slip after the adapter came back", 180, lambda: len(outside.slips()) > slips)
    say("the printer's adapter was unplugged and plugged in again: it prints")
    time.sleep(40)  # the ticket's page leaves by itself


def what_doctor_says(walk: Walk, say: Say) -> None:
    box = walk.machine
    said = box.shell("/opt/kiosk/.venv/bin/kiosk doctor --json", 400)
    checks = json.loads(said[said.index("{") :])["checks"]
    bad = [check for check in checks if check["state"] == "fail"]
    assert not bad, bad
    say(f"doctor: {len(checks)} checks, none failed; warned: {[c['name'] for c in checks if c['state'] == 'warn']}")
    levels = {"kiosk-hall": 2.0, "kiosk-terminal": 2.5, "kiosk-backup": 2.0}
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
    known = walk.tickets()
    walk.take_ticket("C")
    time.sleep(1.0)
    box.pull_the_plug()
    outside.ask("printer", "well")
    box.power_on()
    box.shell.wait(600)
    up(box, "kiosk-terminal", 600)
    say(f"power was cut in the middle of a ticket; it serves {box.seconds():.0f} s after power")
    time.sleep(20)
    after = walk.tickets()
    assert after[: len(known)] == known and len(after) - len(known) <= 1
    assert all(row[2] != "reserved" for row in after)
    slips = len(outside.slips())
    walk.take_ticket("C")
    wait_for("a slip after the power cut", 180, lambda: len(outside.slips()) > slips)
    numbers = [(series, number) for series, number, *_ in walk.tickets()]
    assert len({*numbers}) == len(numbers) and len(numbers) == len(after) + 1
    said = [line for slip in outside.slips() for line in slip["text"].split() if line in {"C001", "C002"}]
    assert said.count("C002") <= 1
    say(f"numbers after it: {numbers}: none lost, none twice")
    time.sleep(40)


def an_update(walk: Walk, say: Say) -> None:
    """A newer version from a bundle, in place: the hall's tickets and settings stay."""
    box = walk.machine
    known, settings = walk.tickets(), box.shell.must("cat /etc/kiosk/kiosk.toml")
    box.shell.must(
        "set -e; rm -rf /root/newer; git clone -q /opt/kiosk /root/newer; cd /root/newer;"
        " git -c user.name=trial -c user.email=trial@localhost commit -q --allow-empty -m newer;"
        " git bundle create -q /root/newer.bundle main", 240,
    )  # fmt: skip
    box.shell.must("/opt/kiosk/deploy/update /root/newer.bundle", 900)
    assert box.shell.must("git -C /opt/kiosk log -1 --format=%s").strip() == "newer"
    up(box, "kiosk-terminal", 600)
    up(box, "kiosk-hall", 600)
    assert walk.tickets() == known and box.shell.must("cat /etc/kiosk/kiosk.toml") == settings
    say("updated in place: tickets and settings are there")
    time.sleep(20)


def the_ways_out(walk: Walk, say: Say) -> None:
    """By the staff page: to the console, where somebody may log in; and off."""
    box = walk.machine
    walk.staff("desktop")
    box.shell.must("timeout 120 sh -c 'until systemctl is-active -q getty@tty1; do sleep 1; done'", 150)
    assert box.shell("systemctl is-active kiosk-screen kiosk-terminal").split() == ["inactive", "inactive"]
    time.sleep(5)
    box.picture("console")
    box.shell.must("systemctl start kiosk-terminal", 420)
    time.sleep(20)
    walk.staff("power")
    box.wait_until_off(240)
    say("the staff page led to the console, and switched the machine off")
