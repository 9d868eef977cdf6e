"""A throw-away hall with emulated devices: what `demo`, `tour` and the benchmarks stand on.

    with Stand() as stand:
        stand.settings        # of the terminal, pointing at the stand's ptys and hall service
        stand.reader.put(stand.cards[0]); stand.printer.paper = Paper.OUT

The hall service is a real process with a real database; the records come from a real workbook through the admin
socket; the terminal is enrolled with a one-time code. Everything lies in one temporary folder that goes with it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import replace
from pathlib import Path
from typing import Self

from devices.emulators import CardReaderEmulator, PrinterEmulator
from kiosk.apps.demo.published import publish
from kiosk.core.database.clock import hall_now
from kiosk.features.membership.demo.module import Members, NotTaken
from kiosk.settings import (
    HallSettings,
    PanelSettings,
    PrinterSettings,
    ReaderSettings,
    Settings,
    SoundSettings,
    TerminalSettings,
    VisitSettings,
)

START_SECONDS = 30.0
HALL_NAME, HALL_ENGLISH = "云溪里社区党群服务中心", "Yunxili Community Service Centre"
PORTRAIT = ((1080, 1920), PanelSettings(panel_ppi=102.46))
LANDSCAPE = ((1920, 1080), PanelSettings(panel_ppi=68.84, panel_bottom_mm=900.0, view_distance=1.25))
_DIRECTLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # past a proxy meant for browsers


class StandFailed(Exception):
    """The throw-away hall did not come up; the message carries the service's last words."""


class Stand:
    """Context manager. `panel` as in PORTRAIT or LANDSCAPE; `visit` may shorten the times for tests.

    With `letters` the first person's papers are drawn and taken in too (two seconds); without, nobody has any. With
    `exam` a test is open that everybody may sit. `unheard`: what would be heard is written into its folder.
    """

    def __init__(
        self, *, panel: PanelSettings | None = None, visit: VisitSettings | None = None, letters: bool = False,
        exam: bool = False, unheard: bool = False,
    ) -> None:  # fmt: skip
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-demo-"))
        self._stack = contextlib.ExitStack()
        self._stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._members = Members(hall_now().date())
        self.people, self.cards = self._members.people, self._members.cards
        self.settings = self._settings(panel or PanelSettings(), visit or VisitSettings())
        if unheard:
            self.settings = replace(self.settings, sound=SoundSettings(device=f"wav:{self.folder / 'heard'}"))
        self.service: subprocess.Popen[bytes] | None = None
        self._letters, self._exam = letters, exam

    def __enter__(self) -> Self:
        try:
            self.reader = self._stack.enter_context(CardReaderEmulator(self.folder / "card-reader"))
            self.printer = self._stack.enter_context(PrinterEmulator(self.folder / "printer"))
            if self._exam:
                self._hold_exam()
            self.start_hall()
            self._fill_hall()
            self._enrol()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_hall()
        self._stack.close()

    # -- the hall service -----------------------------------------------------------------------------------------

    def start_hall(self) -> None:
        """Start the service and wait until it answers. Raises StandFailed."""
        log = self.folder / "hall.log"
        with log.open("ab") as output:
            self.service = subprocess.Popen(
                guarded([sys.executable, "-m", "kiosk", "hall", "--settings", str(self._toml())]),
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while not self.hall_answers():
            if self.service.poll() is not None or time.monotonic() > deadline:
                raise StandFailed("the hall service did not start: " + log.read_text("utf-8")[-800:])
            time.sleep(0.05)

    def stop_hall(self) -> None:
        """End the service as systemd would."""
        if self.service and self.service.poll() is None:
            self.service.terminate()
            try:
                self.service.wait(10)
            except subprocess.TimeoutExpired:
                self.service.kill()
                self.service.wait()

    def hall_answers(self) -> bool:
        try:
            with _DIRECTLY.open(f"{self.settings.terminal.hall_url}/api/health", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def publish(self) -> None:
        """A keeper publishes a pack. Blocks. Raises NotPublished."""
        publish(self._toml(), self.folder)

    def _hold_exam(self) -> None:
        from kiosk.apps.hall.service import open_service
        from kiosk.features.quiz.demo.module import hold_exam

        hall = open_service(self.settings.hall, demo=True, serves=False)
        try:
            hold_exam(hall, [(person.name, person.id_number, person.branch) for person in self.people])
        finally:
            hall.close()

    def _fill_hall(self) -> None:
        """Records and, where they are wanted, letters. Raises StandFailed."""
        from kiosk.apps.hall.in_process import hall_opened

        try:
            self._members.import_records(self.settings.hall, self.folder, hall_opened)
            if self._letters:
                self._members.take_letters(self.settings.hall, self.folder, hall_opened)
        except NotTaken as refused:
            raise StandFailed(str(refused)) from refused

    def _enrol(self) -> None:
        from kiosk.apps.hall.admin import make_enrol_code
        from kiosk.core.link.enrolment import enrol

        terminal = self.settings.terminal
        code = make_enrol_code(self.settings.hall.socket, terminal.name)
        enrol(terminal.hall_url, code, terminal.hall_file)

    # -- settings -------------------------------------------------------------------------------------------------

    def _settings(self, panel: PanelSettings, visit: VisitSettings) -> Settings:
        port = _free_port()
        return Settings(
            hall=HallSettings(
                name=HALL_NAME, name_english=HALL_ENGLISH, port=port, data_dir=self.folder / "hall",
                socket=self.folder / "hall.sock",
            ),
            terminal=TerminalSettings(
                hall_url=f"http://127.0.0.1:{port}", data_dir=self.folder / "terminal",
                packs_dir=self.folder / "packs", restart_above_mb=0,  # nothing starts a demonstration again
            ),
            panel=panel,
            printer=PrinterSettings(port=str(self.folder / "printer")),
            card_reader=ReaderSettings(port=str(self.folder / "card-reader")),
            visit=visit,
            demo=True,
        )  # fmt: skip

    def _toml(self) -> Path:
        """The hall's part of the settings, as a real kiosk.toml."""
        hall, file = self.settings.hall, self.folder / "kiosk.toml"
        file.write_text(
            "demo = true\n[hall]\n"
            f'name = "{hall.name}"\nport = {hall.port}\ndata_dir = "{hall.data_dir}"\nsocket = "{hall.socket}"\n',
            encoding="utf-8",
        )
        return file


def guarded(command: list[str]) -> list[str]:
    """End the child with this process, however this process ends (util-linux, on every Debian)."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", "--", *command] if setpriv else command


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


os.environ.setdefault("PYTHONUNBUFFERED", "1")
