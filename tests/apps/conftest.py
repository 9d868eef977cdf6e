"""A real browser, for the pages of the hall and of the demonstration."""

import asyncio
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

PATIENCE_MS = 40_000  # a right answer ends the wait; on a busy machine 5 s, the default, were too short
expect.set_options(timeout=PATIENCE_MS)
LOOP = pytest.StashKey[asyncio.AbstractEventLoop]()
_KEEP_QUIET = "--disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture(scope="module")
def browser(engine: Browser, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The process's browser, without what another file's tests left in it."""
    # While Playwright's loop counts as running, no test of another file could run its own.
    loop = request.session.stash[LOOP]
    asyncio._set_running_loop(loop)
    yield engine
    for context in engine.contexts:
        context.close()
    asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Chromium without its windows: the same engine, half the work of the whole browser in its headless mode.

    One a process; Playwright and Chromium began anew for each of forty files (1 s each).
    """
    path = shutil.which("chromium-headless-shell")
    if path is None:
        pytest.skip("no browser: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        arguments = f"--no-sandbox --disable-gpu {_KEEP_QUIET}".split()
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        request.session.stash[LOOP] = loop = asyncio.get_running_loop()
        yield browser
        asyncio._set_running_loop(loop)
        browser.close()
