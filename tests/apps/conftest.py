"""A real browser, for the pages of the hall and of the demonstration."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

PATIENCE_MS = 40_000  # a right answer ends the wait; on a busy machine 5 s, the default, were too short
expect.set_options(timeout=PATIENCE_MS)
_KEEP_QUIET = "--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture(scope="module")  # not longer: while Playwright runs, no other test could run its own event loop
def browser() -> Iterator[Browser]:
    """Chromium without its windows: the same engine, half the work of the whole browser in its headless mode."""
    path = shutil.which("chromium-headless-shell")
    if path is None:
        pytest.skip("no browser: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        arguments = f"--no-sandbox --disable-gpu {_KEEP_QUIET}".split()
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()
