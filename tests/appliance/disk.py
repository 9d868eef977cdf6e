"""The disk of a trial: the project's own image, copied, made as large as a machine's disk, with a root shell on the
virtual console. The shell is the trial's alone; nothing else of the image is touched.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
IMAGES = PROJECT / "build" / "image"
SHELL_UNIT = "serial-getty@hvc0.service"
SHELL = """[Service]
ExecStart=
ExecStart=-/sbin/agetty --autologin root --noclear --keep-baud 115200 %I dumb
"""
# A partition of a file mounted, also where no udev makes the nodes and the kernel reads no GPT.
ATTACH = """
set -e
loop=$(losetup --find --show --partscan "$1")
partx --update "$loop" 2>/dev/null || true
part=${loop}p3
[ -b "$part" ] || mknod "$part" b $(tr : ' ' <"/sys/class/block/${part#/dev/}/dev")
mount "$part" "$2"
echo "$loop"
"""


def image(what: str, *options: str) -> Path:
    """The image that deploy/image builds of this commit; built unless it is there already."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=PROJECT, capture_output=True, text=True, check=True)
    file = IMAGES / f"trial-{what}{''.join(options)}-{commit.stdout.strip()[:12]}.img".replace(" ", "")
    if not file.exists():
        draft = file.with_suffix(".draft")
        for old in IMAGES.glob(f"trial-{what}{''.join(options)}-*"):
            old.unlink()
        subprocess.run([PROJECT / "deploy/image", what, *options, "--out", draft], check=True)
        draft.rename(file)
    return file


def trial_disk(source: Path, target: Path, megabytes: int = 8192) -> Path:
    """A copy of the image on a larger disk, with the shell."""
    subprocess.run(["cp", "--sparse=always", source, target], check=True)
    subprocess.run(["truncate", "-s", f"{megabytes}M", target], check=True)
    with mounted(target) as root:
        open_shell(root)
    return target


def open_shell(root: Path) -> None:
    units = root / "etc/systemd/system"
    (units / f"{SHELL_UNIT}.d").mkdir(exist_ok=True)
    (units / f"{SHELL_UNIT}.d/trial.conf").write_text(SHELL)
    (units / "getty.target.wants").mkdir(exist_ok=True)
    (units / "getty.target.wants" / SHELL_UNIT).symlink_to("/usr/lib/systemd/system/serial-getty@.service")
    subprocess.run(["chroot", root, "passwd", "-q", "-d", "root"], check=True)


@contextmanager
def mounted(disk: Path) -> Iterator[Path]:
    """The system of a disk, as a folder."""
    place = disk.with_suffix(".mounted")
    place.mkdir(exist_ok=True)
    run = subprocess.run(["bash", "-c", ATTACH, "attach", disk, place], capture_output=True, text=True, check=True)
    loop = run.stdout.strip()
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)
        subprocess.run(["partx", "--delete", loop], check=False, stderr=subprocess.DEVNULL)
        subprocess.run(["losetup", "-d", loop], check=True)
        shutil.rmtree(place)
