"""A machine that never saw the project: a bare Debian in a folder, entered by chroot. For root alone.

systemd does not run in it, so this is its service manager: `boot` starts what is enabled, by the words of the units.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from configparser import ConfigParser
from contextlib import suppress
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
WITH = "ca-certificates,git,sudo,systemd"  # what a Debian that was installed by its installer has
CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
MOUNTS = ("proc", "sys", "dev", "dev/pts")
UNITS = "etc/systemd/system"
BORROWED = ("http_proxy", "https_proxy", "no_proxy", "PIP_INDEX_URL")
STOP_SECONDS = 20.0


class BareDebian:
    """`folder` becomes its root. Use as a context: what runs is ended, what was mounted is let go."""

    def __init__(self, folder: Path, suite: str, log: Path) -> None:
        self.root, self._suite, self._log = folder, suite, log
        self._services: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> BareDebian:
        base = PROJECT / "build" / "newcomer" / self._suite
        if not (base / "usr").exists():
            base.mkdir(parents=True, exist_ok=True)
            mirror = self._mirror()
            self._outside("debootstrap", "--variant=minbase", f"--include={WITH}", self._suite, str(base), *mirror)
        self._outside("cp", "-a", f"{base}/.", str(self.root))
        for place in MOUNTS:
            self._outside("mount", "--bind", f"/{place}", str(self.root / place))
        self._borrow_network()
        return self

    def __exit__(self, *error: object) -> None:
        for unit in list(self._services):
            self.stop(unit)
        for place in reversed(MOUNTS):
            self._outside("umount", "-l", str(self.root / place))

    def run(self, command: str, typed: str = "", where: str = "/root", status: int | None = 0) -> str:
        """What the command printed, by bash as root; another `status` than this one is an error, None takes any."""
        ran = subprocess.run(
            self._inside("bash", "-c", f"cd {where} && {command}"),
            input=typed, capture_output=True, text=True, env=self._environment(), check=False,
        )  # fmt: skip
        told = ran.stdout + ran.stderr
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"# {command}\n{told}\n")
        assert status is None or ran.returncode == status, f"{command}: {ran.returncode}\n{told[-3000:]}"
        return told

    def path(self, inside: str) -> Path:
        """Where a path of the machine lies for us."""
        return self.root / inside.lstrip("/")

    def boot(self) -> list[str]:
        """Starts the enabled services of this project that need no screen; their names."""
        wanted = sorted(self.path(f"{UNITS}/multi-user.target.wants").glob("kiosk-*.service"))
        for unit in wanted:
            self.start(unit.name)
        return [unit.name for unit in wanted]

    def start(self, unit: str) -> None:
        """By the unit's own words: user, environment, state and runtime folders, command."""
        words = ConfigParser(strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
        words.optionxform = str  # type: ignore[assignment, method-assign]
        words.read(self.path(f"{UNITS}/{unit}"), encoding="utf-8")
        service = words["Service"]
        user = service["User"]
        for key, parent in (("StateDirectory", "/var/lib"), ("RuntimeDirectory", "/run")):
            mode = service.get(f"{key}Mode", "0755")
            for name in service.get(key, "").split():
                self.run(f"install -d -o {user} -g {user} -m {mode} {parent}/{name}")
        command = f"umask {service.get('UMask', '0022')}; exec setpriv --reuid={user} --regid={user} --init-groups "
        command += f"env {service.get('Environment', '')} {service['ExecStart']}"
        self._services[unit] = subprocess.Popen(
            self._inside("bash", "-c", command), env=self._environment(), stdin=subprocess.DEVNULL,
            stdout=self._log.open("ab"), stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip

    def stop(self, unit: str) -> None:
        """As systemd does: SIGTERM to all of it, and SIGKILL where that is not heard."""
        service = self._services.pop(unit)
        for how in (signal.SIGTERM, signal.SIGKILL):
            with suppress(ProcessLookupError):
                os.killpg(service.pid, how)
            deadline = time.monotonic() + STOP_SECONDS
            while service.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)

    def _inside(self, *command: str) -> list[str]:
        return ["chroot", str(self.root), *command]

    def _environment(self) -> dict[str, str]:
        told = {name: os.environ[name] for name in BORROWED if name in os.environ}
        for name in ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
            told[name] = f"/{CERTIFICATES}"
        return (
            told
            | {"HOME": "/root", "PATH": PATH, "LANG": "C.UTF-8", "TERM": "dumb", "COLUMNS": "120"}
            | {"DEBIAN_FRONTEND": "noninteractive"}
        )

    def _borrow_network(self) -> None:
        """How this machine reaches its packages: resolver, proxy, certificates."""
        for name in ("etc/resolv.conf", CERTIFICATES, "etc/pip.conf"):
            if Path("/", name).exists():
                shutil.copyfile(f"/{name}", self.root / name)
        for pattern in ("*proxy*", "*ca*"):
            for file in Path("/etc/apt/apt.conf.d").glob(pattern):
                shutil.copy(file, self.root / "etc/apt/apt.conf.d")

    def _outside(self, *command: str) -> None:
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, f"{shlex.join(command)}\n{(ran.stdout + ran.stderr)[-2000:]}"

    @staticmethod
    def _mirror() -> Sequence[str]:
        """Where this machine gets its own packages; debootstrap knows a place itself."""
        for file in sorted(Path("/etc/apt/sources.list.d").glob("*.sources")):
            for line in file.read_text(encoding="utf-8").splitlines():
                if line.startswith("URIs:"):
                    return [line.split()[1]]
        return []
