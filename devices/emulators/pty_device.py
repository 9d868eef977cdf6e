"""The device's end of a pty: a stable path for the driver, a thread that listens, and a plug that can be pulled."""

import os
import select
import tempfile
import threading
import tty
from collections.abc import Callable
from pathlib import Path
from typing import Final, Self

_READ_BYTES: Final = 4096


class PtyDevice:
    """Base of both emulators. `path` is a symbolic link that names the present pty, as a udev rule would.

    A subclass answers `received`, and may bound its input (`room`) and ask to be called again (`tick`). All of them run
    on the device's thread with the lock of `changed` held.
    """

    def __init__(self, link: Path | None, name: str) -> None:
        self._folder = None if link else tempfile.TemporaryDirectory(prefix=f"{name}-")
        self._link = link or Path(self._folder.name if self._folder else "") / name
        self.changed = threading.Condition(threading.RLock())
        self._master = self._slave = -1
        self._bytes_until_unplugged: int | None = None
        self._letting_go = False
        self._ending = False
        self._wake_out, self._wake_in = os.pipe()
        os.set_blocking(self._wake_in, False)
        self._thread = threading.Thread(target=self._listen, name=name, daemon=True)

    @property
    def path(self) -> str:
        """What a driver opens."""
        return str(self._link)

    @property
    def plugged(self) -> bool:
        return self._master >= 0

    @property
    def bytes_until_unplugged(self) -> int | None:
        """How many bytes are still taken before the plug is pulled; None: it stays in."""
        return self._bytes_until_unplugged

    def start(self) -> Self:
        self.plug_in()
        self._thread.start()
        return self

    def stop(self) -> None:
        """Pull the plug, end the thread and remove the path."""
        with self.changed:
            self._ending = True
            self.wake()
        if self._thread.is_alive():
            self._thread.join()
        self.unplug()
        os.close(self._wake_out)
        os.close(self._wake_in)
        if self._folder:
            self._folder.cleanup()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def plug_in(self) -> None:
        """Make a new pty and point the path at it. One that is plugged in stays so: a pull to come is called off."""
        with self.changed:
            if self.plugged:
                self._bytes_until_unplugged = None
                return
            # The slave end stays open here: without it the master reads an error whenever no driver has it open.
            self._master, self._slave = os.openpty()
            tty.setraw(self._slave)
            os.set_blocking(self._master, False)
            fresh = self._link.with_name(self._link.name + ".new")
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(os.ttyname(self._slave))
            fresh.replace(self._link)
            self.wake()
            self.changed.notify_all()

    def unplug(self) -> None:
        """Close the pty: a driver that has it open gets the errors of a pulled USB plug, and the path is gone."""
        with self.changed:
            self._bytes_until_unplugged = None
            if not self.plugged:
                return
            self._link.unlink(missing_ok=True)
            if self._thread.is_alive() and threading.current_thread() is not self._thread:
                # While the thread waits in select(), the system keeps the pty alive: it must let go first.
                self._letting_go = True
                self.wake()
                self.changed.wait_for(lambda: not self.plugged or not self._thread.is_alive(), 5.0)
            self._let_go()

    def _let_go(self) -> None:
        if self.plugged:
            os.close(self._master)
            os.close(self._slave)
            self._master = self._slave = -1
        self._letting_go = False
        self.changed.notify_all()

    def unplug_after(self, byte_count: int) -> None:
        """Take exactly that many more bytes from the driver, then pull the plug; later bytes never arrive."""
        with self.changed:
            if byte_count <= 0:
                self.unplug()
            else:
                self._bytes_until_unplugged = byte_count

    def wait_for(self, happened: Callable[[], bool], timeout: float = 10.0) -> bool:
        """Wait until `happened` (called with the lock held after each change) says so; False when time is up."""
        with self.changed:
            return self.changed.wait_for(happened, timeout)

    def received(self, data: bytes) -> None:
        """Bytes from the driver."""
        raise NotImplementedError

    def room(self) -> int:
        """How many bytes the device takes now; 0 leaves them in the line, as a full buffer does."""
        return _READ_BYTES

    def tick(self) -> float | None:
        """Do what is due. Returns the seconds until something is due again, None for nothing."""
        return None

    def send(self, data: bytes) -> None:
        """Send to the driver. What nobody reads is lost, as on a wire."""
        if self.plugged and data:
            try:
                os.write(self._master, data)
            except BlockingIOError:
                return

    def wake(self) -> None:
        """Let the device's thread look at its state again."""
        try:
            os.write(self._wake_in, b"!")
        except BlockingIOError:  # the pipe is full of wake-ups already
            return

    def _listen(self) -> None:
        while True:
            with self.changed:
                if self._letting_go:
                    self._let_go()
                if self._ending:
                    return
                pause = self.tick()
                self.changed.notify_all()
                master = self._master
                listening = [self._wake_out, *([master] if self.plugged and self.room() > 0 else [])]
            ready, _, _ = select.select(listening, [], [], pause)
            self._take(ready, master)

    def _take(self, ready: list[int], master: int) -> None:
        if self._wake_out in ready:
            os.read(self._wake_out, _READ_BYTES)
        with self.changed:
            if master not in ready or master != self._master:
                return
            data = self._read_allowed()
            if data:
                self.received(data)
            if self._bytes_until_unplugged == 0:
                self.unplug()

    def _read_allowed(self) -> bytes:
        limit = min(self.room(), _READ_BYTES)
        if self._bytes_until_unplugged is not None:
            limit = min(limit, self._bytes_until_unplugged)
        try:
            data = os.read(self._master, limit)
        except BlockingIOError:  # the driver took its bytes back (tcflush)
            return b""
        if self._bytes_until_unplugged is not None:
            self._bytes_until_unplugged -= len(data)
        return data
