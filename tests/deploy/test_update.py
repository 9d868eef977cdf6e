"""deploy/update on a throw-away machine: a real git repository, a real hall database with real copies of it.

systemd does not run where tests run, and deploy/install would change the machine they run on: `systemctl`, `runuser`,
`id`, `dpkg-query` and the repository's own deploy/install are stand-ins that note what they were asked. A service that
does not start is a file that says so, by version.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.apps.hall.service import open_service
from kiosk.settings import load

PROJECT = Path(__file__).resolve().parents[2]
UNITS = ("kiosk-hall.service", "kiosk-terminal.service", "kiosk-backup.timer")
TICKET = (
    "INSERT INTO tickets (business_date, series, number, service_id, taken_at, print_state, service_state, ahead,"
    " wait_low_minutes, wait_high_minutes) SELECT '2026-11-17', 'A', 12, min(id), 'now', 'printed', 'waiting', 0, 0, 0"
    " FROM services"
)

SYSTEMCTL = """#!/bin/sh
version=$(cat "$MACHINE/opt/VERSION") verb=$1
for unit; do :; done
echo "systemctl $*" >>"$MACHINE/did"
state="$MACHINE/units/$unit"
case $verb in
  is-active) cat "$state" 2>/dev/null || { echo inactive; exit 3; } ;;
  stop) shift; for unit; do rm -f "$MACHINE/units/$unit"; done ;;
  start)
    did="$MACHINE/$unit.serves-with-$version"
    [ ! -e "$did" ] || { mv "$did" "$did.once" && sh "$did.once"; } || exit 1
    [ ! -e "$MACHINE/$unit.fails-with-$version" ] || { echo "Job for $unit failed." >&2; exit 1; }
    [ -e "$MACHINE/$unit.falls-with-$version" ] || echo active >"$state" ;;
esac
"""
INSTALL = """#!/bin/sh
echo "install $(cat VERSION) $*" >>"$MACHINE/did"
[ ! -e "$MACHINE/install-fails-with-$(cat VERSION)" ] || { echo "install: no" >&2; exit 1; }
"""
# The real command only where something comes back from its copy: it takes two seconds to begin.
KIOSK = f"""#!/bin/sh
echo "kiosk $*" >>"$MACHINE/did"
case $1$([ -e "$MACHINE/really" ] || echo -) in
  hall*) [ ! -e "$MACHINE/hall-silent-with-$(cat VERSION)" ] ;;
  backup-)
    made="$MACHINE/hall/backups/hall-20261117-102600.db"
    mkdir -p "$MACHINE/hall/backups" && cp "$MACHINE/hall/hall.db" "$made" && echo "{{\\"file\\": \\"$made\\"}}" ;;
  *) exec env -C "{PROJECT}" "{sys.executable}" -m kiosk "$@" ;;
esac
"""
PYTHON = """#!/bin/sh
echo "python $*" >>"$MACHINE/did"
[ ! -e "$MACHINE/offline" ]
"""
PACKAGES = """#!/bin/sh
for package; do :; done
grep -qx "$package" "$MACHINE/missing" 2>/dev/null || echo installed
"""
STAND_INS = {
    "systemctl": SYSTEMCTL,
    "runuser": '#!/bin/sh\nshift 3\nexec "$@"\n',
    "id": '#!/bin/sh\ncat "$MACHINE/uid" 2>/dev/null || echo 0\n',
    "dpkg-query": PACKAGES,
    "apt-get": '#!/bin/sh\necho "apt-get $*" >>"$MACHINE/did"\n[ ! -e "$MACHINE/offline" ]\n',
}


@dataclass
class Installed:
    """`place`/opt is what stands in /opt/kiosk; `place`/source a newer repository."""

    place: Path

    @property
    def opt(self) -> Path:
        return self.place / "opt"

    @property
    def source(self) -> Path:
        return self.place / "source"

    @property
    def did(self) -> list[str]:
        return (self.place / "did").read_text().splitlines() if (self.place / "did").exists() else []

    @property
    def version(self) -> str:
        return (self.opt / "VERSION").read_text().strip()

    @property
    def shape(self) -> str:
        return str(self.rows("SELECT version_num FROM alembic_version")[0][0])

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.place / "hall/hall.db")) as database, database:
            return database.execute(query).fetchall()

    def git(self, *words: str, at: Path | None = None) -> str:
        told = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
        told |= {f"GIT_{who}_{what}": "kiosk" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        command = ["git", "-C", str(at or self.source), *words]
        return subprocess.run(command, env=os.environ | told, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, version: str, **files: str) -> str:
        """In the newer repository. A file's name with its folder: deploy__setup."""
        for name, content in {"VERSION": version + "\n", **files}.items():
            (self.source / name.replace("__", "/")).write_text(content)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", version)
        return self.git("rev-parse", "HEAD")

    def when(self, name: str, content: str = "") -> None:
        (self.place / name).write_text(content)

    def update(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        told = {
            "MACHINE": str(self.place), "KIOSK_ETC": str(self.place / "etc"), "KIOSK_WATCH_SECONDS": "1",
            "KIOSK_SECOND": "0", "PATH": f"{self.place / 'bin'}:{os.environ['PATH']}",
        }  # fmt: skip
        command = [str(self.opt / "deploy/update"), *map(str, words)]
        return subprocess.run(command, env=os.environ | told, capture_output=True, text=True, timeout=60, check=False)

    def is_running(self) -> bool:
        return all((self.place / "units" / unit).exists() for unit in UNITS)


@pytest.fixture(scope="session")
def hall_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hall's database as this version makes it."""
    place = tmp_path_factory.mktemp("made")
    (place / "kiosk.toml").write_text(
        f"[hall]\ndata_dir = '{place}/hall'\nsocket = '{place}/hall.sock'\nballast_mb = 0\n"
    )
    open_service(load(place / "kiosk.toml").hall).close()
    return place / "hall"


@pytest.fixture
def machine(tmp_path: Path, hall_data: Path) -> Installed:
    """A village machine that runs version 1."""
    installed = Installed(tmp_path)
    shutil.copytree(hall_data, tmp_path / "hall")
    (tmp_path / "etc").mkdir()
    installed.when("etc/installed", "both xorg\n")
    toml = f"[hall]\ndata_dir = '{tmp_path}/hall'\nsocket = '{tmp_path}/hall.sock'\nballast_mb = 0\n"
    installed.when("etc/kiosk.toml", toml)
    (tmp_path / "bin").mkdir()
    for name, script in STAND_INS.items():
        _program(tmp_path / "bin" / name, script)
    _repository(installed)
    (tmp_path / "units").mkdir()
    for unit in UNITS:
        installed.when(f"units/{unit}", "active\n")
    return installed


def _repository(installed: Installed) -> None:
    source = installed.source
    (source / "deploy").mkdir(parents=True)
    installed.git("init", "--quiet", "--initial-branch=main")
    shutil.copy(PROJECT / "deploy/update", source / "deploy/update")
    shutil.copy(PROJECT / "deploy/setup", source / "deploy/setup")
    _program(source / "deploy/install", INSTALL)
    (source / ".gitignore").write_text(".venv*\n")
    installed.commit("1", **{"deploy__requirements.lock": "one==1\n"})
    installed.git("clone", "--quiet", str(source), str(installed.opt))
    (installed.opt / ".venv/bin").mkdir(parents=True)
    _program(installed.opt / ".venv/bin/kiosk", KIOSK)
    _program(installed.opt / ".venv/bin/python", PYTHON)
    (installed.opt / ".venv/of").write_text("1\n")


def _program(path: Path, script: str) -> None:
    path.write_text(script)
    path.chmod(0o755)


def test_from_a_bundle_on_a_stick_without_a_network(machine: Installed) -> None:
    machine.when("offline")
    newer = machine.commit("2")
    bundle = machine.place / "kiosk.bundle"
    machine.git("bundle", "create", "--quiet", str(bundle), "main")
    done = machine.update(bundle)
    assert done.returncode == 0, done.stderr
    assert "已更新 · updated" in done.stdout and "不需要网络" in done.stdout
    assert machine.git("rev-parse", "HEAD", at=machine.opt) == newer and machine.is_running()
    assert "install 2 both" in machine.did
    assert not list((machine.opt / ".git").glob("kiosk-update")) and not (machine.opt / ".venv.before").exists()


def test_the_hall_is_copied_when_it_has_stopped_and_starts_before_its_terminal(machine: Installed) -> None:
    machine.commit("2")
    assert machine.update(machine.source).returncode == 0
    order = [
        "systemctl stop kiosk-terminal.service",
        "systemctl stop kiosk-hall.service",
        f"kiosk backup --auto --json --settings {machine.place}/etc/kiosk.toml",
        "install 2 both",
        "systemctl start kiosk-hall.service",
        f"kiosk hall terminals --json --settings {machine.place}/etc/kiosk.toml",
        "systemctl start kiosk-terminal.service",
    ]
    assert [line for line in machine.did if line in order] == order
    assert len(list((machine.place / "hall/backups").glob("hall-*.db"))) == 1


def test_cage_stays_cage(machine: Installed) -> None:
    machine.when("etc/installed", "terminal cage\n")
    for unit in ("kiosk-hall.service", "kiosk-backup.timer"):
        (machine.place / "units" / unit).unlink()
    machine.commit("2")
    assert machine.update(machine.source).returncode == 0
    assert "install 2 terminal --cage" in machine.did
    assert not [line for line in machine.did if line.startswith("kiosk ")]  # there is no hall to copy or to ask


def test_with_nothing_newer_nothing_happens(machine: Installed) -> None:
    for _ in range(2):
        done = machine.update(machine.source)
        assert done.returncode == 0 and "已是最新" in done.stdout and not machine.did
        machine.git("commit", "--quiet", "--allow-empty", "--message", "here already", at=machine.opt)


def test_another_history_is_taken_only_by_force(machine: Installed) -> None:
    machine.git("checkout", "--quiet", "--orphan", "other")
    newer = machine.commit("9")
    done = machine.update(machine.source, "--to", "other")
    assert done.returncode == 1 and "--force" in done.stderr and not machine.did and machine.version == "1"
    assert machine.update(machine.source, "--to", "other", "--force").returncode == 0
    assert machine.git("rev-parse", "HEAD", at=machine.opt) == newer


def dirty(machine: Installed) -> None:
    (machine.opt / "VERSION").write_text("mine\n")


def ordinary_user(machine: Installed) -> None:
    machine.when("uid", "1000\n")


def never_installed(machine: Installed) -> None:
    (machine.place / "etc/installed").unlink()


def no_disk_for_the_copy(machine: Installed) -> None:
    (machine.place / "hall/backups").write_text("not a folder")


def lacks_a_package(machine: Installed) -> None:
    machine.when("offline")
    machine.when("missing", "espeak-ng\nespeak-ngt64\n")


def needs_new_python_packages(machine: Installed) -> None:
    machine.when("offline")
    machine.commit("3", **{"deploy__requirements.lock": "one==2\n"})


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (dirty, "被改过"),
        (ordinary_user, "root"),
        (never_installed, "deploy/install"),
        (lacks_a_package, "需要网络"),
        (needs_new_python_packages, "需要网络"),
        (no_disk_for_the_copy, "备份不了"),
    ],
)
def test_what_could_not_end_well_is_not_begun(
    machine: Installed, trouble: Callable[[Installed], None], says: str
) -> None:
    machine.commit("2")
    trouble(machine)
    done = machine.update(machine.source)
    assert done.returncode == 1 and says in done.stderr and "没有更新" in done.stderr
    assert machine.is_running() and not [line for line in machine.did if line.startswith("install")]
    assert machine.git("log", "--format=%s", at=machine.opt) == "1"
    stopped = [line for line in machine.did if line.startswith("systemctl stop")]
    assert bool(stopped) == (trouble is no_disk_for_the_copy)


@pytest.mark.parametrize("content", [b"", b"# v2 git bundle\nnothing\n"])
def test_a_file_that_is_no_bundle_is_named(machine: Installed, content: bytes) -> None:
    (machine.place / "kiosk.bundle").write_bytes(content)
    done = machine.update(machine.place / "kiosk.bundle")
    assert done.returncode == 1 and "不是更新包" in done.stderr and not machine.did


@pytest.mark.parametrize(
    "failure",
    [
        "install-fails-with-2",
        "kiosk-hall.service.fails-with-2",
        "hall-silent-with-2",
        "kiosk-terminal.service.fails-with-2",
        "kiosk-terminal.service.falls-with-2",
    ],
)
def test_a_version_that_does_not_run_goes_and_the_former_one_serves(machine: Installed, failure: str) -> None:
    machine.commit("2")
    machine.when(failure)
    done = machine.update(machine.source)
    assert done.returncode == 1 and "已回到原来的版本" in done.stderr
    assert machine.version == "1" and machine.is_running()
    assert [line for line in machine.did if line.startswith("install")] == ["install 2 both", "install 1 both"]
    assert not [line for line in machine.did if line.startswith("kiosk restore")]  # its tables are as they were


def test_going_back_needs_no_network_for_the_packages_of_before(machine: Installed) -> None:
    machine.commit("2", **{"deploy__requirements.lock": "one==2\n"})
    (machine.opt / ".venv/setup-runtime.stamp").write_text("made from version 1\n")
    machine.when("kiosk-hall.service.fails-with-2")
    machine.when("kiosk-hall.service.serves-with-2", f'echo 2 >"{machine.opt}/.venv/of"')
    assert machine.update(machine.source).returncode == 1
    assert (machine.opt / ".venv/of").read_text() == "1\n"
    assert not (machine.opt / ".venv/setup-runtime.stamp").exists()  # the fonts are the newer ones: made again


def database_does(machine: Installed, *statements: str) -> str:
    """A line of shell that does it in the hall's database, as the newer version would."""
    script = machine.place / "newer.py"
    script.write_text(
        f"import sqlite3\nwith sqlite3.connect('{machine.place}/hall/hall.db') as database:\n"
        + "".join(f"    database.execute({statement!r})\n" for statement in statements)
    )
    return f'"{sys.executable}" "{script}"\n'


def test_tables_that_the_newer_version_changed_are_put_back_from_the_copy(machine: Installed) -> None:
    machine.when("really")
    machine.rows(TICKET)
    machine.commit("2")
    before = machine.shape
    changed = database_does(machine, "UPDATE alembic_version SET version_num = 'of version 2'")
    machine.when("kiosk-hall.service.serves-with-2", changed)
    machine.when("kiosk-hall.service.fails-with-2")
    done = machine.update(machine.source)
    assert done.returncode == 1 and "已回到原来的版本" in done.stderr, done.stderr
    assert machine.shape == before and machine.version == "1" and machine.is_running()
    assert machine.rows("SELECT number FROM tickets WHERE series = 'A'") == [(12,)]


def test_numbers_that_the_newer_version_gave_are_never_thrown_away(machine: Installed) -> None:
    """Same tables: the former version goes on with them. Changed tables: it could not read them, and stays away."""
    machine.commit("2")
    machine.when("kiosk-terminal.service.fails-with-2")
    machine.when("kiosk-hall.service.serves-with-2", database_does(machine, TICKET))
    assert machine.update(machine.source).returncode == 1
    assert machine.version == "1" and machine.rows("SELECT number FROM tickets WHERE series = 'A'") == [(12,)]

    changed = database_does(
        machine, "UPDATE alembic_version SET version_num = 'of version 2'", TICKET.replace("12", "13")
    )
    machine.when("kiosk-hall.service.serves-with-2", changed)
    done = machine.update(machine.source)
    assert done.returncode == 1 and "没有退回" in done.stderr and "kiosk restore" in done.stderr
    assert machine.version == "2" and machine.shape == "of version 2"
    assert machine.rows("SELECT number FROM tickets WHERE series = 'A' ORDER BY 1") == [(12,), (13,)]
    assert (machine.place / "units/kiosk-hall.service").exists()  # people wait: it goes on


def test_a_database_that_the_newer_version_ruined_comes_back_with_its_numbers(machine: Installed) -> None:
    machine.when("really")
    machine.rows(TICKET)
    machine.commit("2")
    machine.when(
        "kiosk-hall.service.serves-with-2",
        f'rm -f "{machine.place}"/hall/hall.db*; echo x >"{machine.place}/hall/hall.db"',
    )
    machine.when("kiosk-hall.service.fails-with-2")
    done = machine.update(machine.source)
    assert done.returncode == 1 and "已回到原来的版本" in done.stderr, done.stderr
    assert machine.rows("SELECT number FROM tickets WHERE series = 'A'") == [(12,)]


def test_an_update_cut_off_by_the_power_is_gone_on_with(machine: Installed) -> None:
    """The files are the newer ones, half of them; nothing was installed."""
    before = machine.git("rev-parse", "HEAD", at=machine.opt)
    newer = machine.commit("2")
    machine.git("pull", "--quiet", at=machine.opt)
    (machine.opt / "VERSION").write_text("")
    (machine.opt / ".git/kiosk-update").write_text(f"{before} \n")
    done = machine.update(machine.source)
    assert done.returncode == 0 and "接着做" in done.stdout, done.stderr
    assert "install 2 both" in machine.did and machine.git("rev-parse", "HEAD", at=machine.opt) == newer
    assert "已是最新" in machine.update(machine.source).stdout


def test_a_machine_that_nobody_has_set_up_yet_has_no_hall_to_copy(machine: Installed) -> None:
    for unit in UNITS:
        (machine.place / "units" / unit).unlink()
    machine.when("units/kiosk-first-start.service", "active\n")
    machine.when("etc/first-start", "both\n")
    machine.commit("2")
    assert machine.update(machine.source).returncode == 0
    assert not [line for line in machine.did if line.startswith("kiosk ")]
    assert (machine.place / "units/kiosk-first-start.service").exists()


def test_the_packages_it_looks_for_are_those_that_setup_and_install_want(machine: Installed) -> None:
    """It reads their lists out of two scripts: a list written otherwise would be no list at all."""
    shutil.copy(PROJECT / "deploy/install", machine.source / "deploy/install")
    machine.commit("2")
    for package in ("fonts-noto-cjk", "libgooglepinyin0", "xinit"):
        machine.when("offline")
        machine.when("missing", f"{package}\n{package}t64\n")
        done = machine.update(machine.source)
        assert done.returncode == 1 and package in done.stdout and "需要网络" in done.stderr
