"""Which sticks are seen: removable ones on the USB bus, never a disk that the system stands on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.core.stick.file_systems import EXFAT, EXT4, HEAD_BYTES, NTFS, VFAT, file_system_of
from kiosk.core.stick.plugged import Plugged
from kiosk.core.stick.wire import StickRefused
from tests.core.stick.machine import NEEDS_MOUNT, Machine, ext4


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    made = Machine(tmp_path)
    yield made
    made.close()


def seen(machine: Machine, proc: Path = Path("/proc")) -> list[tuple[str, str]]:
    return [(one.stick, one.why) for one in Plugged(machine.sys, machine.dev, proc).volumes()]


def head(offset: int, mark: bytes) -> bytes:
    return mark.rjust(offset + len(mark), b"\0").ljust(HEAD_BYTES, b"\0")


@pytest.mark.parametrize(
    ("offset", "mark", "found"),
    [(1080, b"\x53\xef", EXT4), (82, b"FAT32   ", VFAT), (54, b"FAT16   ", VFAT), (3, b"EXFAT   ", EXFAT),
     (3, b"NTFS    ", NTFS)],
)  # fmt: skip
def test_a_file_system_is_known_by_its_mark(offset: int, mark: bytes, found: object) -> None:
    assert file_system_of(head(offset, mark)) is found


@pytest.mark.parametrize(
    ("content", "reason"),
    [(head(0, b"LUKS\xba\xbe"), "locked"), (head(3, b"-FVE-FS-"), "locked"), (head(32769, b"CD001"), "foreign"),
     (b"", "foreign"), (bytes(HEAD_BYTES), "foreign"), (bytes(range(7, 71)), "foreign")],
)  # fmt: skip
def test_what_is_not_taken_is_said_by_its_reason(content: bytes, reason: str) -> None:
    with pytest.raises(StickRefused, match=reason):
        file_system_of(content)


@NEEDS_MOUNT
def test_a_stick_with_and_one_without_a_partition_table(machine: Machine, tmp_path: Path) -> None:
    whole, first, second = (ext4(tmp_path / f"{n}.img", None) for n in range(3))
    machine.plug("sdb", whole)
    machine.plug("sdc", whole, first, second, bus="usb2/2-1")
    assert seen(machine) == [("sdb", ""), ("sdc1", ""), ("sdc2", "")]
    one = Plugged(machine.sys, machine.dev).volumes()[0]
    assert (one.title, one.bytes) == ("Yanshi Stick 3", whole.stat().st_size)


@NEEDS_MOUNT
def test_only_removable_disks_on_usb_are_sticks(machine: Machine, tmp_path: Path) -> None:
    image = ext4(tmp_path / "a.img", None)
    machine.plug("sda", image, bus="ata1/host0")  # the machine's own
    machine.plug("sdb", image, removable="0")  # a disk in a USB box
    machine.plug("sr0", image, bus="usb1/1-2")  # a CD-ROM
    machine.plug("mmcblk0", image, bus="usb1/1-3")
    assert seen(machine) == []


@NEEDS_MOUNT
def test_a_disk_the_system_stands_on_is_never_taken(machine: Machine, tmp_path: Path) -> None:
    """By number, by name (a file system of several disks has a number of its own), by swap, by what stands on it."""
    image = ext4(tmp_path / "a.img", None)
    place = machine.plug("sdb", image, image)
    number = (place / "sdb1/dev").read_text().strip()
    proc = tmp_path / "proc"
    (proc / "self").mkdir(parents=True)
    mountinfo, swaps = proc / "self/mountinfo", proc / "swaps"
    for line, swapped in (
        (f"29 1 {number} / / rw - ext4 /dev/root rw", ""),
        ("29 1 0:31 / / rw - btrfs /dev/sdb1 rw", ""),
        ("29 1 0:31 / / rw - tmpfs none rw", "/dev/sdb1 partition 100 0 -2"),
    ):
        mountinfo.write_text(line + "\n")
        swaps.write_text(f"Filename Type Size Used Priority\n{swapped}\n" if swapped else "Filename\n")
        assert seen(machine, proc) == [("sdb1", "in_use")]
    mountinfo.write_text("29 1 0:31 / / rw - tmpfs none rw\n")
    swaps.write_text("Filename\n")
    assert seen(machine, proc) == [("sdb1", "")]
    (place / "holders/dm-0").mkdir()
    assert seen(machine, proc) == [("sdb1", "in_use")]


@NEEDS_MOUNT
@pytest.mark.parametrize("name", ["..", "../sdb", "sdb/../sda", "/dev/sdb", "", "sda", "loop0", "sdb\0", "sdb1"])
def test_a_name_that_is_no_stick_leads_nowhere(machine: Machine, tmp_path: Path, name: str) -> None:
    machine.plug("sdb", ext4(tmp_path / "a.img", None))
    with pytest.raises(StickRefused, match="no_stick"), Plugged(machine.sys, machine.dev).opened(name):
        raise AssertionError(name)


@NEEDS_MOUNT
def test_a_node_that_is_another_device_or_a_link_is_not_opened(machine: Machine, tmp_path: Path) -> None:
    image = ext4(tmp_path / "a.img", None)
    machine.plug("sdb", image)
    other = Path(machine.loop(ext4(tmp_path / "b.img", None))).stat().st_rdev
    node = machine.dev / "sdb"
    for plant in (
        lambda: os.mknod(node, 0o60600, other),
        lambda: node.symlink_to(machine.loop(image)),
        lambda: node.write_bytes(image.read_bytes()[:4096]),
        lambda: None,  # pulled out
    ):
        node.unlink(missing_ok=True)
        plant()
        assert seen(machine)[0][1] in ("no_stick", "pulled_out")
