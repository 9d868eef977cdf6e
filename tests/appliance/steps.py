"""What the trials of the booted machine have in common: a machine that is built, asked and seen to serve."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.appliance import disk, where
from tests.appliance.machine import Machine, Outside, TookTooLong, devices, wait_for
from tests.appliance.walk import Walk

UP = "until systemctl is-active -q {0}; do sleep 2; done"
HEARD_SECONDS = 300.0
Say = Callable[[str], None]


@contextmanager
def built(folder: Path, say: Say, what: str, pictures: Path, *options: str) -> Iterator[tuple[Machine, Outside]]:
    """A machine of deploy/image with these options, switched off; its pictures are kept, however the trial ends."""
    where.soon()
    drive = disk.trial_disk(disk.image(what, *options), folder / "disk.img")
    say("the image is built")
    with devices(folder) as outside, kept(Machine(drive, folder), pictures) as made:
        yield made, outside


@contextmanager
def kept(machine: Machine, pictures: Path) -> Iterator[Machine]:
    """Its pictures are kept; when the trial fails, also the screen as it stood then and the end of the journal."""
    with machine:
        try:
            yield machine
        except BaseException:
            if machine.is_on:
                machine.picture("failed")
                with suppress(TookTooLong, OSError):  # it may be what does not answer
                    said = machine.shell("journalctl -b -u 'kiosk-*' -o short-monotonic --no-pager | tail -n 200")
                    (machine.folder / "pictures" / "journal.txt").write_text(said)
            raise
        finally:
            shutil.rmtree(pictures, ignore_errors=True)
            shutil.copytree(machine.folder / "pictures", pictures)


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


def fills_the_screen(box: Machine) -> bool:
    """The four corners are the page's own ground, not the black of a window that stands aside."""
    image = box.picture()
    wide, high = image.size
    corners = [image.convert("L").getpixel((x, y)) for x in (1, wide - 2) for y in (1, high - 2)]
    return all(isinstance(corner, int) and corner > 100 for corner in corners)


def first_start(box: Machine, say: Say) -> Walk:
    """From the first power on to the terminal that serves."""
    box.power_on()
    box.shell.wait(600)
    up(box, "kiosk-first-start")
    say(f"the first question stands on the screen, {box.seconds():.0f} s after power")
    walk = Walk.on(box)
    walk.first_start()
    walk.wait_until_served(500)
    say("the terminal serves")
    assert int(box.shell.must("df --output=avail -BM / | tail -n 1").strip().rstrip("M")) > 5000  # grown to the disk
    assert int(box.shell.must("find /opt/kiosk/kiosk -name '*.pyc' | wc -l")) > 100  # compiled once, by deploy/install
    assert restarts(box, "kiosk-terminal") == restarts(box, "kiosk-hall") == restarts(box, "kiosk-screen") == 0
    walk.wait_for_attract()
    wait_for("the hall hears the terminal", HEARD_SECONDS, walk.starts_heard, 5.0)
    box.picture("attract")
    return walk


def a_number_on_paper(walk: Walk, outside: Outside) -> None:
    """The day's first visitor: A001, seen on the screen, on the slip and in the hall's book."""
    box = walk.machine
    walk.take_ticket()
    slip = wait_for("a slip", 120, outside.slips)[-1]
    assert "A001" in slip["text"] and slip["cut"]
    outside.ask("printer", f"picture {box.folder / 'pictures' / 'slip.png'}")
    wait_for("the ticket is reported printed", 60, lambda: walk.tickets() == [("A", 1, "printed", "waiting")])
    walk.settled("ticket")
    walk.go("tickets.done", "tickets.ok")
