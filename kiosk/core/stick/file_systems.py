"""Which file system lies on a device, by its own marks, so that one driver of the kernel is tried and no other."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.core.stick.wire import StickRefused

HEAD_BYTES = 36 * 1024  # holds the marks of all of them


@dataclass(frozen=True, slots=True)
class FileSystem:
    """`kind` as mount(2) has it; options for reading, and for writing (None: it is never written)."""

    kind: str
    reading: str
    writing: str | None


# Everything readable for the user who asked, nothing executable; a damaged one turns read-only and never stops the
# machine, as an ext4 that says errors=panic of itself would. noload: a look changes nothing on the stick.
_MODES = "fmask=0133,dmask=0022"
VFAT = FileSystem("vfat", f"{_MODES},errors=remount-ro", f"{_MODES},errors=remount-ro")
EXFAT = FileSystem("exfat", f"{_MODES},errors=remount-ro", f"{_MODES},errors=remount-ro")
NTFS = FileSystem("ntfs3", _MODES, None)
EXT4 = FileSystem("ext4", "noload,errors=remount-ro", "errors=remount-ro")

# offset, mark, what it is; the first that fits. A reason in place of a file system: known, and not taken.
_MARKS: tuple[tuple[int, bytes, FileSystem | str], ...] = (
    (0, b"LUKS\xba\xbe", "locked"),
    (3, b"-FVE-FS-", "locked"),
    (3, b"EXFAT   ", EXFAT),
    (3, b"NTFS    ", NTFS),
    (1080, b"\x53\xef", EXT4),
    (82, b"FAT32   ", VFAT),
    (54, b"FAT12   ", VFAT),
    (54, b"FAT16   ", VFAT),
    (54, b"FAT     ", VFAT),
    (32769, b"CD001", "foreign"),
)


def file_system_of(head: bytes) -> FileSystem:
    """`head`: the first HEAD_BYTES of the device. Raises StickRefused."""
    for offset, mark, found in _MARKS:
        if head[offset : offset + len(mark)] == mark:
            if isinstance(found, str):
                raise StickRefused(found)
            return found
    raise StickRefused("foreign")
