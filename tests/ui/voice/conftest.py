"""A voice process as a terminal runs it, on a machine without a sound card."""

from __future__ import annotations

import os
import queue
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.ui.voice.announcer import Announcer, Equipment
from kiosk.ui.voice.orders import VoiceEvent
from tests.ui.voice.ear import Ear


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from deploy.make_sounds import make

    folder = tmp_path_factory.mktemp("sounds")
    make(folder)
    return folder


@pytest.fixture
def player(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An `aplay` that plays until the pipe returned here is written to, or until it is killed."""
    programs, pipe = tmp_path / "programs", tmp_path / "loudspeaker"
    programs.mkdir()
    os.mkfifo(pipe)
    (programs / "aplay").write_text(f'#!/bin/sh\nexec cat "{pipe}"\n')
    (programs / "aplay").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    return pipe


@pytest.fixture
def listen(sounds: Path) -> Iterator[Callable[..., Ear]]:
    """Start an announcer with this equipment and hear its events."""
    started: list[Announcer] = []

    def start(device: str, *, private_by: str = "headphones", command: list[str] | None = None) -> Ear:
        events: queue.SimpleQueue[VoiceEvent] = queue.SimpleQueue()
        equipment = Equipment(device=device, sounds=sounds, private_by=private_by)
        rest = {} if command is None else {"command": command}
        announcer = Announcer(equipment, events.put, first_pause_seconds=0, **rest)
        started.append(announcer)
        announcer.start()
        return Ear(announcer, events)

    yield start
    for announcer in started:
        announcer.close()
