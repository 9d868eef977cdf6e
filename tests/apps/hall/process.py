"""A real hall service in its own process, to be asked, frozen and killed.

python -m tests.apps.hall.process DIRECTORY PORT ADDRESS DESCRIPTORS DEADLINES       (what `HallProcess.start` forks)
"""

import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

import httpx

from kiosk.core.web.connections import Caps, Deadlines, Limits
from kiosk.settings import HallSettings
from tests.apps.hall.template import ROOT, Forked, forked
from tests.ports import free_port

START_SECONDS = 30

_ADMIN_SECONDS = 60.0
"""Publishing starts a child of lowest priority, which waits for its turn on a busy machine."""


class HallProcess:
    """One throw-away hall; starting it again after a kill finds the same data and the same port.

    Args:
        descriptors: how many the process may have (0: as many as this one), from which its caps follow.
        deadlines: shorter ones than its own.
    """

    def __init__(
        self, directory: Path, address: str = "127.0.0.1", *, descriptors: int = 0, deadlines: Deadlines | None = None
    ) -> None:
        self._descriptors, self._deadlines = descriptors, deadlines or Deadlines()
        self.log = directory / "hall.log"
        self.settings = settings(directory, free_port(), address)
        scheme = "http" if address == "127.0.0.1" else "https"
        self.url = f"{scheme}://127.0.0.1:{self.settings.port}"
        self._directory = directory
        self._process: Forked | None = None

    def start(self) -> Self:
        asked = [str(self._directory), str(self.settings.port), self.settings.address]
        asked += [str(self._descriptors), json.dumps(asdict(self._deadlines))]
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("a", encoding="utf-8") as log:
            self._process = forked("tests.apps.hall.process", asked, ROOT, log, os.environ | {"TZ": "UTC"})
        said = self._process.stdout.readline().strip()
        assert said == "ready", said + self.log.read_text()
        return self

    def signal(self, number: int) -> None:
        assert self._process is not None
        self._process.send_signal(number)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """kill -9: nothing is flushed, nothing is said."""
        self.signal(signal.SIGKILL)
        self._end()

    def stop(self, seconds: float = 20) -> int:
        """SIGTERM; returns the exit status."""
        if self._process is None:
            return 0
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGTERM)
        return self._end(seconds)

    def _end(self, seconds: float = 20) -> int:
        assert self._process is not None
        process, self._process = self._process, None
        process.stdout.close()
        return process.wait(seconds)

    def admin(self, path: str, body: dict[str, str]) -> httpx.Response:
        transport = httpx.HTTPTransport(uds=str(self.settings.socket))
        with httpx.Client(transport=transport, timeout=_ADMIN_SECONDS) as client:
            return client.post(f"http://hall{path}", json=body)

    def code(self, terminal: str = "1 号终端") -> str:
        return str(self.admin("/admin/enrol-codes", {"terminal": terminal}).json()["code"])

    def call_next(self, window: int) -> dict[str, Any] | None:
        called: dict[str, Any] | None = self.admin(f"/admin/windows/{window}/call-next", {}).json()
        return called

    def token(self, terminal: str = "1 号终端") -> str:
        return str(httpx.post(f"{self.url}/api/enrol", json={"code": self.code(terminal)}).json()["token"])


def settings(directory: Path, port: int, address: str) -> HallSettings:
    return HallSettings(
        name="云溪里社区党群服务中心",
        address=address,
        port=port,
        data_dir=directory / "hall",
        socket=directory / "hall.sock",
        ballast_mb=0,
    )


def _serve(directory: str, port: str, address: str, descriptors: str, deadlines: str) -> None:
    from kiosk.apps.hall.app import serve
    from kiosk.core.process import journal

    journal.begin()
    if int(descriptors):
        resource.setrlimit(resource.RLIMIT_NOFILE, (int(descriptors), int(descriptors)))
    serve(
        settings(Path(directory), int(port), address),
        demo=True,
        on_ready=lambda _: print("ready", flush=True),
        limits=Limits(Caps.of_this_process(), Deadlines(**json.loads(deadlines))),
    )


def main(arguments: list[str]) -> None:
    _serve(*arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
