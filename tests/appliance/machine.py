"""A machine of the project's own disk image in QEMU, without KVM: its power, its screen, a finger on it, its console.

    with devices(folder) as outside, Machine(disk, folder, outside) as machine:
        machine.power_on()
        machine.shell.wait(600)
        machine.tap(360, 1000)
        machine.picture("home.png")

Emulated, everything takes ten to thirty times as long as on a cheap real machine.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from PIL import Image, ImageChops, ImageStat

PROJECT = Path(__file__).resolve().parents[2]
FINGER_SECONDS = 0.5  # down, and up: shorter ones got lost between the tablet and the program; why is not known
STILL_SECONDS = 1.6
LINE_SECONDS = 20.0
ANSWER_SECONDS = 20.0  # a busy machine has answered a line by then
ASK_SECONDS = 0.3
CHANGED = 1.5  # mean difference of grey values, of 255: a page against another has 8 to 60
SETTINGS = "stty -echo cols 300; PS1=; PS2=; export SYSTEMD_PAGER=cat LANG=C.UTF-8 SYSTEMD_COLORS=0"
OVMF = Path("/usr/share/OVMF")
MONDAY_MORNING = "2026-11-30T01:30:00"  # 09:30 in the hall: it is open


class TookTooLong(AssertionError):
    """Something was waited for that did not come; the message says what."""


def wait_for(what: str, seconds: float, look: Callable[[], Any], every: float = 1.0) -> Any:
    """The first true thing that `look` gives. Raises TookTooLong."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise TookTooLong(f"{what}: not within {seconds:.0f} s")
        time.sleep(every)
    return found


class Outside:
    """The emulated printer and card reader on the host's ptys; QEMU's USB serial ports lead to them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes = [self._start(kind) for kind in ("printer", "card-reader")]

    def _start(self, kind: str) -> subprocess.Popen[bytes]:
        place = self._folder / kind
        command = [sys.executable, "-m", "devices.emulators", kind, "--link", str(place), "--control", f"{place}.ctl"]
        process = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        wait_for(f"the emulated {kind}", 20, place.exists, 0.1)
        return process

    def ask(self, kind: str, line: str) -> str:
        """One command of `python -m devices.emulators`."""
        with socket.socket(socket.AF_UNIX) as control:
            control.connect(str(self._folder / f"{kind}.ctl"))
            control.sendall(f"{line}\n".encode())
            return control.makefile().readline().strip()

    def slips(self) -> list[Any]:
        return list(json.loads(self.ask("printer", "slips")))

    def close(self) -> None:
        for process in self._processes:
            process.terminate()
            process.wait()


@contextmanager
def devices(folder: Path) -> Iterator[Outside]:
    outside = Outside(folder)
    try:
        yield outside
    finally:
        outside.close()


class Shell:
    """A root shell on the machine's virtual console, which the trial's disk opens (tests/appliance/disk.py)."""

    def __init__(self, path: Path) -> None:
        self._path, self._said, self._count, self._begun = path, b"", 0, 0
        self._line: socket.socket | None = None
        self.status = 0

    def wait(self, seconds: float) -> None:
        """Until the machine answers. Raises TookTooLong."""
        wait_for("a shell", seconds, self._answers, 2.0)

    def _answers(self) -> bool:
        """The same line is asked again and again: QEMU takes the next one only when it has read out the last."""
        try:
            self._greet()  # also said to whoever listened before the shell
            return "ready" in self("echo re''ady", 10)
        except TookTooLong:
            return False
        except OSError:
            self.forget()
            return False

    def _greet(self) -> socket.socket:
        if self._line is None:
            self._line = socket.socket(socket.AF_UNIX)
            self._line.settimeout(LINE_SECONDS)
            self._line.connect(str(self._path))
            self._line.settimeout(0.3)
        self._line.sendall(f"\n{SETTINGS}\n".encode())
        time.sleep(0.5)
        return self._line

    def __call__(self, command: str, seconds: float = 120) -> str:
        """What the command printed; its exit status is in `status`. Raises TookTooLong, OSError.

        Begun once, however often the line that begins it is said, and asked after until it has ended: a line or an
        answer may be lost, as when a console changes hands or the machine is busy.
        """
        self._begun += 1
        place = f"/run/trial/{self._begun}"
        coded = base64.b64encode(command.encode()).decode()
        run = (
            f"bash -l {place}/do </dev/null >{place}/said 2>&1; echo $? >{place}/ended; mv {place}/ended {place}/status"
        )
        once = f"trap '' INT; mkdir {place} && echo {coded} | base64 -d >{place}/do && setsid -f sh -c '{run}'"
        end = time.monotonic() + seconds
        self._ask(f"mkdir -p /run/trial; ({once})", end)
        ended = f"[ -e {place}/status ] && cat {place}/status && base64 -w0 {place}/said"
        while not (found := self._ask(ended, end).split()):
            if time.monotonic() > end:
                raise TookTooLong(f"{command[:80]}: not within {seconds:.0f} s")
            time.sleep(ASK_SECONDS)
        self.status = int(found[0])
        return base64.b64decode("".join(found[1:])).decode("utf-8", "replace").removesuffix("\n")

    def _ask(self, line: str, end: float) -> str:
        """What a line printed that ends at once; it is said again until it is answered. Raises TookTooLong, OSError."""
        while True:
            console = self._line or self._greet()
            self._count += 1
            self._said = b""
            # The marks are written in two halves, so that an echo of the line is not taken for them; the settings come
            # with each line, since the first start triggers all serial ports anew, and the shell on one with them.
            marked = f"echo 'B'EGIN{self._count}; {{ {line}\n}} 2>/dev/null; echo; echo 'E'ND{self._count}"
            console.sendall(f"\x03\n{SETTINGS}; {marked}\n".encode())
            try:
                return str(wait_for(line[:80], ANSWER_SECONDS, self._pump, 0.05))
            except TookTooLong:
                if time.monotonic() > end:
                    raise

    def must(self, command: str, seconds: float = 120) -> str:
        """As a call, and it must have ended well."""
        said = self(command, seconds)
        assert self.status == 0, f"{command}: {self.status}\n{said}"
        return said

    def _pump(self) -> str | None:
        """What stands between the marks of the last line; None: not yet."""
        assert self._line
        try:
            got = self._line.recv(65536)
        except TimeoutError:
            got = b""
        else:
            if not got:
                self._line = None
                raise OSError("the machine's console is closed")
        self._said += got
        marks = rf"BEGIN{self._count}\r\n(.*)\r\nEND{self._count}\r\n".encode()
        found = re.search(marks, self._said, re.DOTALL)
        return found[1].decode("utf-8", "replace") + " " if found else None

    def forget(self) -> None:
        """The machine went down: the next command opens the line anew."""
        if self._line:
            self._line.close()
        self._line = None


class Machine:
    """`disk`: a raw image; `size`: pixels of the panel; `secure`: UEFI that starts only what is signed, else BIOS;
    `stick`: a second disk, on USB, started from while it is in."""

    def __init__(
        self, disk: Path, folder: Path, *, size: tuple[int, int] = (720, 1280), secure: bool = False,
        stick: Path | None = None, serial: bool = True, memory_mb: int = 2048,
    ) -> None:  # fmt: skip
        self.disk, self.folder, self.size, self.secure, self.stick = disk, folder, size, secure, stick
        self.serial, self.memory_mb = serial, memory_mb
        self.shell = Shell(folder / "shell.sock")
        self._process: subprocess.Popen[bytes] | None = None
        self._qmp: Any = None
        self.started = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.pull_the_plug()

    # -- power --------------------------------------------------------------------------------

    def power_on(self, rtc: str = MONDAY_MORNING) -> None:
        for name in ("qmp.sock", "shell.sock"):
            (self.folder / name).unlink(missing_ok=True)
        log = (self.folder / "qemu.log").open("ab")
        self._process = subprocess.Popen(self._command(rtc), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.started = time.monotonic()
        wait_for("QEMU", 30, lambda: self._is_off() or (self.folder / "qmp.sock").exists(), 0.1)
        assert not self._is_off(), (self.folder / "qemu.log").read_text()
        line = socket.socket(socket.AF_UNIX)
        line.connect(str(self.folder / "qmp.sock"))
        self._qmp = line.makefile("rwb")
        self._qmp.readline()
        self.qmp("qmp_capabilities")

    def seconds(self) -> float:
        """Since the power came on."""
        return time.monotonic() - self.started

    def pull_the_plug(self) -> None:
        """Everything not on the disk is gone."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
        self.shell.forget()

    def wait_until_off(self, seconds: float) -> None:
        wait_for("the machine is off", seconds, self._is_off)
        self.shell.forget()

    @property
    def is_on(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def _is_off(self) -> bool:
        return not self.is_on

    def _command(self, rtc: str) -> list[str]:
        run, (wide, high) = self.folder, self.size
        words = [
            "qemu-system-x86_64", "-machine", "q35,smm=on" if self.secure else "q35", "-cpu", "Nehalem", "-smp", "2",
            "-m", str(self.memory_mb),
            "-accel", "tcg,thread=multi,tb-size=1024", "-no-reboot", "-rtc", f"base={rtc}",
            "-nic", "none", "-display", "none", "-vga", "none", "-serial", f"file:{run}/console.log",
            "-device", f"virtio-vga,xres={wide},yres={high}", "-device", "qemu-xhci,id=xhci",
            "-device", "usb-tablet,bus=xhci.0,port=1", "-device", "virtio-serial",
            "-chardev", f"socket,id=sh,path={run}/shell.sock,server=on,wait=off", "-device", "virtconsole,chardev=sh",
            "-qmp", f"unix:{run}/qmp.sock,server=on,wait=off",
            "-drive", f"file={self.disk},if=none,id=disk,format=raw,cache=writeback",
            "-device", "virtio-blk-pci,drive=disk",
        ]  # fmt: skip
        if self.serial:
            for port, name in ((2, "printer"), (3, "card-reader")):
                words += ["-chardev", f"serial,id={name},path={run}/{name}", "-device", self._adapter(port, name)]
        if self.stick:
            words += ["-drive", f"file={self.stick},if=none,id=stick,format=raw"]
            words += ["-device", "usb-storage,bus=xhci.0,port=4,drive=stick,removable=on,bootindex=0"]
        if self.secure:
            words += self._secure_boot()
        return words

    def _secure_boot(self) -> list[str]:
        """Firmware with the keys that bought machines carry, and its memory of what is to be started."""
        memory = self.folder / "firmware.fd"
        if not memory.exists():
            shutil.copyfile(OVMF / "OVMF_VARS_4M.ms.fd", memory)
        return [
            "-global", "driver=cfi.pflash01,property=secure,value=on",
            "-drive", f"if=pflash,format=raw,readonly=on,file={OVMF}/OVMF_CODE_4M.secboot.fd",
            "-drive", f"if=pflash,format=raw,file={memory}",
        ]  # fmt: skip

    @staticmethod
    def _adapter(port: int, name: str) -> str:
        return f"usb-serial,bus=xhci.0,port={port},chardev={name},id={name}-adapter"

    # -- what a person does -----------------------------------------------------------------------

    def tap(self, x: float, y: float) -> None:
        """A finger at a pixel of the picture, counted from its upper left."""
        wide, high = self.picture().size
        for axis, value, count in (("x", x, wide), ("y", y, high)):
            place = {"axis": axis, "value": int(value * 32767 / (count - 1))}
            self.qmp("input-send-event", events=[{"type": "abs", "data": place}])
        time.sleep(0.1)
        for down in (True, False):
            self.qmp("input-send-event", events=[{"type": "btn", "data": {"down": down, "button": "left"}}])
            time.sleep(FINGER_SECONDS)

    def unplug_adapter(self, name: str) -> None:
        self.qmp("device_del", id=f"{name}-adapter")

    def plug_adapter(self, name: str) -> None:
        port = {"printer": 2, "card-reader": 3}[name]
        self.qmp("device_add", driver="usb-serial", bus="xhci.0", port=str(port), chardev=name, id=f"{name}-adapter")

    # -- what is seen -------------------------------------------------------------------------

    def picture(self, name: str = "") -> Image.Image:
        """The screen now; kept under that name in the trial's folder of pictures."""
        file = self.folder / "screen.png"
        self.qmp("screendump", filename=str(file), format="png")
        with Image.open(file) as opened:
            image: Image.Image = opened.convert("RGB")
        if name:
            pictures = self.folder / "pictures"
            pictures.mkdir(exist_ok=True)
            image.save(pictures / f"{name}.png")
        return image

    def wait_for_change(self, before: Image.Image, seconds: float, what: str) -> Image.Image:
        """Until another page stands still on the screen. Raises TookTooLong."""
        image: Image.Image = wait_for(what, seconds, lambda: self._other(before), 0.4)
        return image

    def _other(self, before: Image.Image) -> Image.Image | None:
        now = self.picture()
        if difference(before, now) < CHANGED:
            return None
        time.sleep(STILL_SECONDS)
        later = self.picture()
        return later if difference(now, later) < 0.2 and difference(before, later) >= CHANGED else None

    def qmp(self, verb: str, **arguments: Any) -> Any:
        self._qmp.write(json.dumps({"execute": verb, "arguments": arguments}).encode() + b"\n")
        self._qmp.flush()
        while True:
            said = json.loads(self._qmp.readline())
            if "error" in said:
                raise AssertionError(f"{verb}: {said['error']['desc']}")
            if "return" in said:
                return said["return"]


def difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of grey values below the head of the page, where the clock stands; 255 for another size."""
    if one.size != other.size:
        return 255.0
    box = (0, one.height // 14, one.width, one.height)
    apart = ImageChops.difference(one.convert("L").crop(box), other.convert("L").crop(box))
    return float(ImageStat.Stat(apart).mean[0])
