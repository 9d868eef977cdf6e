"""How the trials of the booted machine speak."""

from __future__ import annotations

import logging
import time

import pytest

from tests.appliance.steps import Say

logging.getLogger("PIL").setLevel(logging.INFO)  # a thousand lines a picture, which would bury why a trial failed


@pytest.fixture
def say(request: pytest.FixtureRequest) -> Say:
    """Progress, seen while the trial runs: half an hour without a word looks like a machine that hangs."""
    began, manager = time.monotonic(), request.config.pluginmanager.getplugin("capturemanager")

    def say(what: str) -> None:
        with manager.global_and_fixture_disabled():
            print(f"  {time.monotonic() - began:6.0f} s  {what}", flush=True)

    return say
