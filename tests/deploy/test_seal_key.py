"""deploy/seal-key works on the hall's folder as the hall's user; `systemd-creds` and `systemctl` are ours here."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from tests.apps.commands.service_user import NEEDS_ROOT, SERVICE, Place, give

pytestmark = NEEDS_ROOT

PROJECT = Path(__file__).resolve().parents[2]
KEY = '{\n "format": 1\n}\n'
PROGRAMS = {
    # encrypt … SOURCE TARGET, decrypt … SOURCE TARGET; - is a stream
    "systemd-creds": (
        'case $1 in has-tpm2) ;; encrypt) cat >"${@: -1}" ;; decrypt) cat "${@: -2:1}" ;; esac'
    ),
    "systemctl": '[ "$1" != is-active ]',
}  # fmt: skip


class Sealing:
    """The command on a hall of the service user's, with an /etc of its own."""

    def __init__(self, place: Place) -> None:
        self.key, self.etc, self._programs = place.hall / "records.key", place.mine / "etc", place.mine / "bin"
        self.sealed = self.etc / "credstore.encrypted" / "kiosk-records-key"
        self._programs.mkdir()
        for name, text in PROGRAMS.items():
            (self._programs / name).write_text(f"#!/bin/bash\n{text}\n")
            (self._programs / name).chmod(0o755)

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        keyboard, asked = pty.openpty()
        os.write(keyboard, b"yes\n")
        try:
            changed = {"KIOSK_ETC_ROOT": str(self.etc), "PATH": f"{self._programs}:{os.environ['PATH']}"}
            command = [str(PROJECT / "deploy/seal-key"), *words, str(self.key)]
            return subprocess.run(
                command, stdin=asked, capture_output=True, text=True, check=False, env=os.environ | changed
            )
        finally:
            os.close(keyboard)
            os.close(asked)


def test_the_key_is_sealed_and_opened_again_as_it_was(place: Place) -> None:
    sealing = Sealing(place)
    sealing.key.write_text(KEY)
    sealing.key.chmod(0o600)
    give(place.hall)
    ran = sealing.run()
    assert ran.returncode == 0, ran
    assert sealing.sealed.read_text() == KEY and not sealing.key.exists()
    ran = sealing.run("--open")
    assert ran.returncode == 0, ran
    told = sealing.key.stat()
    assert (sealing.key.read_text(), told.st_uid, told.st_mode & 0o777) == (KEY, SERVICE.pw_uid, 0o600)
    assert not sealing.sealed.exists()


def test_a_link_in_place_of_the_key_is_neither_sealed_nor_shredded(place: Place) -> None:
    sealing, canary = Sealing(place), place.mine / "canary"
    canary.write_text("root's own")
    sealing.key.symlink_to(canary)
    give(place.hall)
    ran = sealing.run()
    assert ran.returncode == 1 and str(sealing.key) in ran.stderr, ran
    assert canary.read_text() == "root's own" and not sealing.sealed.exists()


def test_a_link_where_the_key_is_put_back_is_not_followed(place: Place) -> None:
    sealing, canary = Sealing(place), place.mine / "canary"
    canary.write_text("root's own")
    sealing.sealed.parent.mkdir(parents=True)
    sealing.sealed.write_text(KEY)
    link = place.hall / "records.key.new"
    link.symlink_to(canary)
    give(place.hall)
    ran = sealing.run("--open")
    assert ran.returncode == 1 and str(link) in ran.stderr, ran
    assert canary.read_text() == "root's own" and canary.stat().st_uid == 0 and sealing.sealed.exists()
