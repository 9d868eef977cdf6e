"""Turn the answers into a machine that serves: settings, device names, PIN, hall, keeper, enrolment, and the end of the
first start.

    finish(system, "both", answers, tell=lambda step, done: …)

Step by step, each of them safe to do again: after a power cut the same questions are asked, and the answers, the same
or others, go over what is there. The flag goes last; until then nothing but the first start is started at boot.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kiosk.apps.first_start import device_names, rules, settings_file
from kiosk.apps.first_start import root_words as words
from kiosk.apps.first_start.facts import ports_of
from kiosk.apps.first_start.system import PROJECT, Refused, System
from kiosk.apps.first_start.wire import FLAG, Answers, Role
from kiosk.settings import DEFAULT_FILE, Settings, SettingsRefused, load

Tell = Callable[[str, float], None]
Step = tuple[str, Callable[[], None]]

TERMINAL_USER, BOARD_USER, HALL_USER = "kiosk-terminal", "kiosk-board", "kiosk-hall"
ADMIN = "kiosk-admin"  # only on a machine made by deploy/image
HALL, BACKUPS = "kiosk-hall.service", "kiosk-backup.timer"
SCREEN, ROOT_SOCKET = "kiosk-first-start.service", "kiosk-first-start-root.socket"
SERVES: dict[Role, str] = {
    "both": "kiosk-terminal.service", "terminal": "kiosk-terminal.service", "board": "kiosk-board.service",
}  # fmt: skip
HALL_START_SECONDS = 660.0  # TimeoutStartSec of kiosk-hall.service and a little
SERVES_SECONDS = 330.0  # TimeoutStartSec of kiosk-terminal.service and a little
# The hall's unit does not start while the flag stands, so that no hall of nobody's serves at boot. The first start
# starts it before the flag goes (the keeper must be in it), and in /run: a power cut takes this back.
LET_HALL_START = "/run/systemd/system/kiosk-hall.service.d/first-start.conf"
LET_HALL_START_TEXT = "[Unit]\n# Written by kiosk.apps.first_start.applying.\nConditionPathExists=\n"


def finish(system: System, role: Role, answers: Answers, tell: Tell) -> None:
    """Raises Refused, with the step in its words."""
    check(answers, role)
    work = _Work(system, role, answers)
    steps = work.steps()
    for number, (name, do) in enumerate(steps):
        tell(name, number / len(steps))
        try:
            do()
        except Refused as refused:
            raise Refused(words.failed(name, refused.reason), refused.field) from refused
        except OSError as error:
            raise Refused(words.failed(name, words.because(error))) from error
    tell(words.DONE, 1.0)


def check(answers: Answers, role: Role) -> None:
    """Nothing that could not be written down, and then the rules of the pages. Raises Refused."""
    for field, value in answers.to_json().items():
        plain = value.isprintable() if isinstance(value, str) else isinstance(value, bool) or math.isfinite(value)
        if not plain:
            raise Refused(words.NOT_PLAIN_TEXT, field)
    for field, reason in rules.check(answers, role):
        raise Refused(reason, field)


@dataclass
class _Work:
    """One run of the steps; each may be done again."""

    system: System
    role: Role
    answers: Answers

    def steps(self) -> list[Step]:
        role, answers = self.role, self.answers
        steps: list[Step] = [(words.WRITE_SETTINGS, self.write_settings)]
        if answers.printer or answers.card_reader:
            steps.append((words.NAME_DEVICES, self.name_devices))
        if role in rules.WITH_VISITORS:
            steps.append((words.SET_PIN, self.set_pin))
        if role in rules.WITH_HALL:
            steps += [(words.START_HALL, self.start_hall), (words.ADD_KEEPER, self.add_keeper)]
        if role == "both":
            steps.append((words.JOIN_OWN_HALL, self.join_own_hall))
        elif answers.code and role in rules.JOINING:
            steps.append((words.JOIN_HALL, partial(self.join, answers.code)))
        if self._secret and not self.system.run(["id", ADMIN]).status:
            steps.append((words.OPEN_CONSOLE, self.open_console))
        return [*steps, (words.BEGIN_SERVICE, self.begin_service)]

    # -- the steps ----------------------------------------------------------------------------

    def write_settings(self) -> None:
        old = self.system.read(DEFAULT_FILE)
        try:
            _settings(self.system, old)
        except Refused:  # nobody could have started with it: kept beside, for whoever wrote it
            self.system.write(f"{DEFAULT_FILE}.refused", old)
            old = ""
        old = old or (PROJECT / "deploy/kiosk.toml.example").read_text(encoding="utf-8")
        wanted = settings_file.answered(self.answers, self.role, settings_file.port_in(old))
        text = settings_file.with_answers(old, wanted)
        _settings(self.system, text)
        self.system.write(DEFAULT_FILE, text)

    def name_devices(self) -> None:
        asked = {"printer": self.answers.printer, "card-reader": self.answers.card_reader}
        known = {port.path for port in ports_of(self.system)}
        for name, path in asked.items():
            if path and path not in known:
                raise Refused(words.NO_SUCH_PORT, name.replace("-", "_"))
        paths = {name: path for name, path in asked.items() if path}
        self.system.write(device_names.FILE, device_names.with_rules(self.system.read(device_names.FILE), paths))
        _must(self.system, "udevadm", "control", "--reload")
        _must(self.system, "udevadm", "trigger", "--subsystem-match=tty")
        _must(self.system, "udevadm", "settle", "--timeout=20")

    def set_pin(self) -> None:
        self.system.state_folder(self.settings.terminal.data_dir, TERMINAL_USER)
        self._as(TERMINAL_USER, do="pin", pin=self.answers.maintenance_pin)

    def start_hall(self) -> None:
        self.system.write(LET_HALL_START, LET_HALL_START_TEXT)
        _must(self.system, "systemctl", "daemon-reload")
        # Not `start`: one that runs since a first start that was cut off has the settings of then. Type=notify: it
        # serves when this returns.
        _must(self.system, "systemctl", "restart", HALL, seconds=HALL_START_SECONDS)
        running = self.system.run(["systemctl", "is-active", HALL])
        if running.status:  # a condition that does not hold is no failure to systemctl
            raise Refused(words.not_running(HALL, running.out.strip()))
        _must(self.system, "systemctl", "start", BACKUPS)

    def add_keeper(self) -> None:
        told = {"name": self.answers.keeper_name, "password": self.answers.keeper_password}
        self._as(HALL_USER, do="keeper", **told)

    def join_own_hall(self) -> None:
        self.join(str(self._as(HALL_USER, do="code", terminal=self.answers.terminal_name)))

    def join(self, code: str) -> None:
        board = self.role == "board"
        place, user = (self.settings.board, BOARD_USER) if board else (self.settings.terminal, TERMINAL_USER)
        self.system.state_folder(place.data_dir, user)
        self._as(user, do="enrol", board=board, code=code)

    @property
    def _secret(self) -> str:
        """What those who look after the machine know: the keeper's password, or the staff PIN; a board has none."""
        return self.answers.keeper_password or self.answers.maintenance_pin

    def open_console(self) -> None:
        """The user of deploy/image who may log in at the console, where staff who leave the terminal arrive."""
        ran = self.system.run(["chpasswd"], stdin=f"{ADMIN}:{self._secret}\n")
        if ran.status:
            raise Refused(words.command_failed("chpasswd", ran.last_words))

    def begin_service(self) -> None:
        """The end of the first start. What follows only spares a restart: at the next boot it comes by itself."""
        self.system.remove(FLAG)
        if serves := SERVES.get(self.role):
            # Waited for: until its first frame stands, the last page of the first start does.
            self.system.run(["systemctl", "start", serves], seconds=SERVES_SECONDS)
        self.system.run(["systemctl", "--no-block", "stop", SCREEN])
        self.system.run(["systemctl", "--no-block", "stop", ROOT_SOCKET])  # and with it this process

    # -- what they share ----------------------------------------------------------------------

    @property
    def settings(self) -> Settings:
        return load(self.system.path(DEFAULT_FILE))

    def _as(self, user: str, **order: object) -> object:
        answer = self.system.as_owner(user, {"settings": str(self.system.path(DEFAULT_FILE)), **order})
        return answer["ok"]


def _settings(system: System, text: str) -> None:
    """By the reader of the services, from a file beside the real one. Raises Refused."""
    tried = Path(f"{DEFAULT_FILE}.tried")
    system.write(tried, text)
    try:
        load(system.path(tried))
    except (SettingsRefused, tomllib.TOMLDecodeError) as refused:
        raise Refused(words.settings_refused(str(refused))) from refused
    finally:
        system.remove(tried)


def _must(system: System, *command: str, seconds: float = 30.0) -> None:
    ran = system.run(command, seconds=seconds)
    if ran.status:
        raise Refused(words.command_failed(" ".join(command), ran.last_words))
