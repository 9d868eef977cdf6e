"""A hall in a folder of its own, driven by the program as people drive it: commands, the service, the console.

python -m tests.apps.hall.former.hall FOLDER TIME        (what `running` forks: the service, its clock set to TIME)
"""

from __future__ import annotations

import json
import os
import re
import signal
import sys
import tarfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
from typer.testing import CliRunner

from kiosk.cli import app
from kiosk.core.database.clock import HALL_TIME
from kiosk.settings import load
from tests.apps.hall.template import forked

ROOT = Path(__file__).resolve().parents[4]
MADE = datetime(2026, 11, 29, 10, 0, tzinfo=HALL_TIME)
STOP_SECONDS = 60
DAY_AFTER = MADE + timedelta(days=1)  # a clock that is weeks away would be asked about first


class FolderHall:
    """The hall in `folder`, by its kiosk.toml; `facts.json` tells what was known when it was made."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.file = folder, folder / "kiosk.toml"
        self.settings = load(self.file)
        self.url = f"http://127.0.0.1:{self.settings.hall.port}"

    @classmethod
    def unpacked(cls, archive: Path, folder: Path, port: int) -> FolderHall:
        with tarfile.open(archive) as tar:
            tar.extractall(folder)  # with its modes: a key file that others could read is refused
        file = folder / "kiosk.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("/FOLDER", str(folder)).replace("8497", str(port)))
        return cls(folder)

    @property
    def facts(self) -> dict[str, Any]:
        return dict(json.loads((self.folder / "facts.json").read_text(encoding="utf-8")))

    def kiosk(self, *words: str, typed: str = "", status: int = 0) -> str:
        """What the command printed."""
        done = CliRunner().invoke(app, [*words, "--settings", str(self.file)], input=typed)
        assert done.exit_code == status, (words, done.stdout, done.stderr, done.exception)
        return done.stdout

    def json(self, *words: str, status: int = 0) -> dict[str, Any]:
        return dict(json.loads(self.kiosk(*words, "--json", status=status)))

    def admin(self, path: str, body: dict[str, str]) -> Any:
        with httpx.Client(transport=httpx.HTTPTransport(uds=str(self.settings.hall.socket))) as client:
            return client.post(f"http://hall{path}", json=body).json()

    @contextmanager
    def running(self, at: datetime = DAY_AFTER) -> Iterator[None]:
        asked = [str(self.folder), at.isoformat()]
        service = forked("tests.apps.hall.former.hall", asked, ROOT, sys.__stderr__ or sys.stderr, dict(os.environ))
        with service.stdout:
            assert service.stdout.readline() == "ready\n"
            try:
                yield
            finally:
                service.send_signal(signal.SIGTERM)
                service.wait(STOP_SECONDS)

    def client(self, place: str) -> httpx.Client:
        """As the enrolled `terminal` or `board` asks."""
        token = json.loads((self.folder / place / "hall.json").read_text())["token"]
        return httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {token}"})


class Person:
    """A clerk or keeper at the console."""

    def __init__(self, hall: FolderHall, name: str, password: str) -> None:
        self._client = httpx.Client(base_url=hall.url, timeout=60)
        self.came_in = self._client.post("/console/login", data={"name": name, "password": password}).status_code == 303

    def see(self, page: str) -> str:
        return self._client.get(page).text

    def do(self, page: str, path: str, **fields: str) -> str:
        """Send a form of `page`."""
        csrf = re.findall(r'name="csrf" value="([^"]+)"', self.see(page))[0]
        answer = self._client.post(path, data={"csrf": csrf} | fields)
        assert answer.status_code in (200, 303), (path, answer.status_code)
        return answer.text


def main(arguments: list[str]) -> None:
    """The service of FOLDER, until SIGTERM."""
    from kiosk.apps.hall.app import serve

    folder, at = arguments
    moment, began = datetime.fromisoformat(at), time.monotonic()
    settings = load(Path(folder) / "kiosk.toml")
    serve(
        settings.hall,
        demo=settings.demo,
        on_ready=lambda _: print("ready", flush=True),
        clock=lambda: moment + timedelta(seconds=time.monotonic() - began),
    )


if __name__ == "__main__":
    main(sys.argv[1:])
