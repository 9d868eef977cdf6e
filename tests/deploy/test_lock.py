"""The lock: everything the project asks for, by version and hash, from nowhere in particular."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
LOCKS = {"requirements.lock": ("setup",), "requirements-test.lock": ("setup", "test")}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_one_version_and_hashes(lock: str) -> None:
    lines = (PROJECT / "deploy" / lock).read_text().splitlines()
    starts = [index for index, line in enumerate(lines) if re.match(r"[a-z]", line)]
    for index in starts:
        assert re.fullmatch(r"[a-z0-9-]+(\[[a-z]+\])?==\S+ \\", lines[index]), lines[index]
        assert lines[index + 1].strip().startswith("--hash=sha256:"), lines[index]


@pytest.mark.parametrize(("lock", "extras"), LOCKS.items())
def test_everything_the_project_asks_for_is_locked(lock: str, extras: tuple[str, ...]) -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(name for extra in extras for name in project["optional-dependencies"][extra])]
    assert {normal(name) for name in asked} <= set(versions(lock))


def test_the_test_lock_only_adds() -> None:
    assert versions("requirements.lock").items() <= versions("requirements-test.lock").items()


@pytest.mark.parametrize("lock", LOCKS)
def test_no_address_is_in_the_lock(lock: str) -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links", (PROJECT / "deploy" / lock).read_text())


def versions(lock: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9-]+)(?:\[[a-z]+\])?==(\S+)", (PROJECT / "deploy" / lock).read_text(), re.MULTILINE)
    return dict(found)


def normal(requirement: str) -> str:
    """`python-calamine>=0.2.3` -> `python-calamine`, in the spelling of PEP 503."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name
    return re.sub(r"[-_.]+", "-", name[0]).lower()
