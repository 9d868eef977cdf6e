"""One measured program of the benchmark `touch`: `python -m tests.benchmarks.touch_run bare|kiosk|chromium`.

Prints one JSON object on its last line. Draws on $DISPLAY.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

SIZE = (1080, 1920)
ROUNDS = 15
IDLE_SECONDS = 10.0
REST_SECONDS = 8.0  # until the last frame is drawn and the browser has loaded
SCREENS = ("home", "tickets.choose", "quiz.intro")
PAGE = Path(__file__).with_name("touch_screens.html")


def bare() -> dict[str, Any]:
    """A window with one button a screen, in Kivy's own widgets."""
    found: dict[str, Any] = {"press_ms": [], "change_ms": []}
    with tempfile.TemporaryDirectory() as home:
        _window(Path(home))
        from kivy.uix.boxlayout import BoxLayout
        from kivy.uix.button import Button
        from kivy.uix.label import Label

        root = BoxLayout(orientation="vertical")

        def fill(_button: Any = None) -> None:
            root.clear_widgets()
            root.add_widget(Label(text="bare", font_size=64))
            root.add_widget(Button(text="on", on_release=fill))

        fill()
        _run(root, _tapping(found, lambda: (540.0, 480.0), lambda: None))
    return found


def kiosk() -> dict[str, Any]:
    """The terminal's shell with its real pages, on quiet flows."""
    found: dict[str, Any] = {"press_ms": [], "change_ms": [], "first_ms": {}, "again_ms": {}, "mode_ms": []}
    with tempfile.TemporaryDirectory() as home:
        _window(Path(home))
        from kivy.clock import Clock

        from kiosk.apps.demo.finger import target
        from kiosk.apps.terminal.shell import Shell
        from kiosk.apps.terminal.visit import Times, Visit
        from kiosk.core.process import memory
        from kiosk.core.process.garbage import Litter
        from kiosk.ui import look
        from kiosk.ui.pace import Pace
        from kiosk.ui.theme import Panel, Theme
        from tests.ui.sample_home import KEYS
        from tests.ui.sample_pages import HALL, factories, samples

        look.use(Theme(Panel(*SIZE)))
        views: dict[str, object] = {}
        for sample in samples():
            views.setdefault(sample.page, sample.view)
        shell = Shell(
            Visit(Times(warn=1e9, wipe=2e9, reading_warn=1e9)),
            HALL,
            demo=True,
            keeps_mode=True,
            litter=Litter(Clock.time()),
        )
        pages = factories()

        def tapped_home() -> Any:
            from kiosk.apps.terminal.screens.home import Home

            def start() -> None:
                shell.show("tickets.choose", views["tickets.choose"])

            return Home(dict.fromkeys(KEYS, start))

        pages["home"] = tapped_home
        shell.add_pages(pages)
        shell.visit.begin(Clock.time())

        memory.keep_small()  # as the terminal does
        pace = Pace()
        pace.start()

        def entry() -> None:
            shell.show("home", views["home"])

        def place() -> tuple[float, float]:
            button = target(shell, "home.tickets")
            return tuple(button.to_window(*button.center))

        def steps() -> Iterator[float]:
            _entries(shell, views, found)
            for name in SCREENS:
                shell.show(name, views[name])
                yield 0.5
            for key in ("large", "contrast", "large", "contrast"):
                start = time.thread_time()
                shell.switch(key)
                _lay_out()
                found["mode_ms"].append((time.thread_time() - start) * 1000)
                yield 0.5
            entry()
            yield 1.0
            yield from _tapping(found, place, entry)
            found["pss_mb"] = pss_mb(os.getpid())

        _run(shell, steps())
        pace.stop()
        shell.close()
    return found


def _entries(shell: Any, views: dict[str, Any], found: dict[str, Any]) -> None:
    """First entry (built and laid out) and revisit of every page that is kept: Kivy's thread until it is ready to draw.

    In CPU time, which is steadier than the clock on a busy machine.
    """
    for kept in ("first_ms", "again_ms"):
        for name in views:
            if name == "attract":
                continue
            gc.collect()
            start = time.thread_time()
            shell.show(name, views[name])
            _lay_out()
            taken = (time.thread_time() - start) * 1000
            if shell.front.private or name not in shell.shelf:
                continue
            found[kept][name] = taken


def _lay_out() -> None:
    from kivy.clock import Clock
    from kivy.lang import Builder

    Builder.sync()
    Clock.tick_draw()
    Builder.sync()


def _tapping(
    found: dict[str, Any], place: Callable[[], tuple[float, float]], back: Callable[[], None]
) -> Iterator[float]:
    """Press, wait for the frame; let go, wait for the frame of the new screen. Then the CPU of doing nothing."""
    from kivy.core.window import Window

    from kiosk.apps.demo.finger import Finger

    flips: list[float] = []

    def flipped(*_: object) -> None:
        flips.append(time.perf_counter())

    Window.bind(on_flip=flipped)
    for _ in range(ROUNDS):
        finger = Finger()
        for kept, act in (("press_ms", partial(finger.down, *place())), ("change_ms", finger.up)):
            flips.clear()
            start = time.perf_counter()
            act()
            while not flips:
                yield 0
            found[kept].append((flips[0] - start) * 1000)
            yield 0.5
        back()
        yield 0.6
    yield REST_SECONDS
    busy, start = time.process_time(), time.perf_counter()
    yield IDLE_SECONDS
    found["idle_percent"] = (time.process_time() - busy) / (time.perf_counter() - start) * 100


def _window(home: Path) -> None:
    from kiosk.ui.window import prepare

    prepare(SIZE, home, fullscreen=False)
    import kivy.core.window  # noqa: F401


def _run(root: Any, steps: Iterator[float]) -> None:
    """Run `root` as an app; each step says how long to wait for the next."""
    from kivy.app import App
    from kivy.clock import Clock

    class Measured(App):  # type: ignore[misc]
        def build(self) -> Any:
            return root

        def on_start(self) -> None:
            Clock.schedule_once(self.go_on, 1)

        def go_on(self, _dt: float) -> None:
            pause = next(steps, None)
            if pause is None:
                self.stop()
            else:
                Clock.schedule_once(self.go_on, pause)

    Measured().run()


def chromium(page: Path = PAGE, rest: float = 2 * REST_SECONDS) -> dict[str, Any]:
    """The same three screens, or those of `page`, one after the other within `rest` seconds, then the first at rest."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if not program:
        raise RuntimeError("compared with the whole Chromium, which is not there: apt-get install chromium")
    with tempfile.TemporaryDirectory() as home:
        command = [
            program, "--kiosk", "--no-first-run", "--no-sandbox", "--disable-sync", f"--user-data-dir={home}",
            f"--window-size={SIZE[0]},{SIZE[1]}", "--allow-file-access-from-files", page.as_uri(),
        ]  # fmt: skip
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            time.sleep(rest)  # it shows each screen for two seconds, then stays on the first
            ticks, start = _cpu_ticks(process.pid), time.perf_counter()
            time.sleep(IDLE_SECONDS)
            share = (_cpu_ticks(process.pid) - ticks) / os.sysconf("SC_CLK_TCK") / (time.perf_counter() - start)
            return {"idle_percent": share * 100, "pss_mb": pss_mb(process.pid), "processes": len(_family(process.pid))}
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(20)


def pss_mb(pid: int) -> float:
    """Proportional memory of a process and all its descendants, in MB (Linux)."""
    total = 0
    for member in _family(pid):
        try:
            text = Path(f"/proc/{member}/smaps_rollup").read_text()
        except OSError:
            continue  # ended meanwhile
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total * 1024 / 1e6


def _cpu_ticks(pid: int) -> int:
    total = 0
    for member in _family(pid):
        try:
            fields = Path(f"/proc/{member}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total


def _family(pid: int) -> list[int]:
    """The process and every descendant."""
    parents: dict[int, int] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [pid]
    for member in found:
        found += [child for child, parent in parents.items() if parent == member]
    return found


if __name__ == "__main__":
    print(json.dumps({"bare": bare, "kiosk": kiosk, "chromium": chromium}[sys.argv[1]]()))
