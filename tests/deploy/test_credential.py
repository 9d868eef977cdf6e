"""The key that deploy/seal-key hands to systemd is the key the hall service opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.core.sealing.key_file import CREDENTIAL, create_ring, key_path, open_ring

DROP_IN = Path(__file__).resolve().parents[2] / "deploy" / "systemd" / "kiosk-hall-records-key.conf"


def test_the_unit_names_the_credential_that_the_service_looks_for() -> None:
    assert f"LoadCredentialEncrypted={CREDENTIAL}:" in DROP_IN.read_text()


def test_a_credential_with_an_access_list_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """systemd 255 and later keep credentials on tmpfs, readable for the service by an ACL: stat shows mode 0440."""
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    made = create_ring(tmp_path / CREDENTIAL)
    (tmp_path / CREDENTIAL).chmod(0o440)
    assert open_ring(key_path(tmp_path / "hall")) == made
