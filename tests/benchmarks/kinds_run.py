"""One measured program of the benchmark `kinds`: `python -m tests.benchmarks.kinds_run pages|rounds|chromium [ROUNDS]`.

`pages` opens every page of the terminal, and every exhibit of the starter pack as a visitor does; `rounds` goes through
one of each kind again and again; `chromium` shows as many pages with the same pictures. Prints one JSON object on its
last line. Draws on $DISPLAY.
"""

from __future__ import annotations

import gc
import html
import io
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.pack.exhibit import Exhibit
from content.pack.open import STARTER, Pack, open_pack
from tests.benchmarks.touch_run import SIZE, _lay_out, _run, _window, chromium, pss_mb

ROUNDS = 200
COMES_SECONDS = 3.0  # a picture, at most
STEP_SECONDS = 0.03
REST_SECONDS = 3.0
PAGE_MS = 400  # Chromium shows each page for so long


@dataclass
class Terminal:
    """The shell with every page, the exhibition's on its real flow. `frames`: CPU ms of Kivy's thread in each frame."""

    shell: Any
    flow: Any
    views: dict[str, object]
    pack: Pack
    frames: list[float]

    def exhibits(self) -> list[Exhibit]:
        return list(self.pack.exhibits)

    def enter(self, act: Callable[[], None]) -> float:
        """CPU ms of Kivy's thread until what comes is laid out."""
        gc.collect()
        began = time.thread_time()
        act()
        _lay_out()
        return (time.thread_time() - began) * 1000

    def come(self) -> Iterator[float]:
        """Until the picture of what is in front is there."""
        ends = time.monotonic() + COMES_SECONDS
        while time.monotonic() < ends:
            yield STEP_SECONDS
            if not _comes(self.shell.now()[1]):
                break
        yield STEP_SECONDS


def _terminal(home: Path) -> Terminal:
    _window(home)
    from kivy.clock import Clock

    from kiosk.apps.terminal.shell import Shell
    from kiosk.apps.terminal.visit import Times, Visit
    from kiosk.core.process import memory
    from kiosk.core.process.garbage import Litter
    from kiosk.features.exhibition.terminal.desk import ExhibitionDesk
    from kiosk.features.exhibition.terminal.flow import ExhibitionFlow
    from kiosk.features.exhibition.terminal.modules.registry import MODULES
    from kiosk.features.exhibition.terminal.pages import pages
    from kiosk.ui import look
    from kiosk.ui.theme import Panel, Theme
    from tests.ui.sample_pages import HALL, Quiet, factories, samples

    look.use(Theme(Panel(*SIZE)))
    views: dict[str, object] = {}
    for sample in samples():
        views.setdefault(sample.page, sample.view)
    visit = Visit(Times(warn=1e9, wipe=2e9, reading_warn=1e9))
    shell = Shell(visit, HALL, demo=True, keeps_mode=True, litter=Litter(Clock.time()))
    pack = open_pack(STARTER, decode=False)
    flow = ExhibitionFlow(shell, ExhibitionDesk((pack,), pack), None, MODULES)
    find: Any = Quiet()
    find.typing = find
    shell.add_pages(factories() | pages(flow, find))
    shell.visit.begin(Clock.time())
    memory.keep_small()  # as the terminal does
    return Terminal(shell, flow, views, pack, _timed_frames(Clock))


def _comes(view: Any) -> bool:
    """Whether it has a picture that is still being decoded."""
    if getattr(view, "picture", True) is not None or getattr(view, "as_text", False) or getattr(view, "broken", False):
        return False
    return bool(getattr(view, "is_coming", True))


def _timed_frames(clock: Any) -> list[float]:
    frames: list[float] = []
    events = clock._process_events

    def process() -> None:
        began = time.thread_time()
        events()
        frames.append((time.thread_time() - began) * 1000)

    clock._process_events = process
    return frames


def pages() -> dict[str, Any]:
    found: dict[str, Any] = {"first_ms": {}, "again_ms": {}, "stall_ms": 0.0}
    with tempfile.TemporaryDirectory() as home:
        terminal = _terminal(Path(home))

        def steps() -> Iterator[float]:
            for kept in ("first_ms", "again_ms"):
                for exhibit in terminal.exhibits():
                    yield STEP_SECONDS
                    terminal.frames.clear()
                    took = terminal.enter(lambda exhibit=exhibit: terminal.flow.open(exhibit.key))  # type: ignore[misc]
                    # One page may show several exhibits: its first entry is that of the first.
                    name = terminal.shell.now()[0]
                    found[kept].setdefault(name, round(took, 2))
                    yield from terminal.come()
                    built = kept == "again_ms"  # the terminal builds its pages ahead, while nobody is there
                    frames = terminal.frames[1:]  # the first is that of `enter`, and of collecting garbage before it
                    found["stall_ms"] = max(found["stall_ms"], took if built else 0.0, *frames)
                    terminal.enter(terminal.flow.browse)
            for name, view in terminal.views.items():
                if name != "attract":
                    terminal.enter(lambda name=name, view=view: terminal.shell.show(name, view))  # type: ignore[misc]
                    yield STEP_SECONDS
            terminal.enter(terminal.flow.browse)
            yield REST_SECONDS
            found["pss_mb"], found["pages"] = pss_mb(os.getpid()), len(terminal.views)

        _run(terminal.shell, steps())
        terminal.shell.close()
    return found


def rounds(count: int) -> dict[str, Any]:
    found: dict[str, Any] = {"rss_mb": []}
    with tempfile.TemporaryDirectory() as home:
        terminal = _terminal(Path(home))
        of_each_kind = list({exhibit.kind: exhibit for exhibit in terminal.exhibits()}.values())

        def steps() -> Iterator[float]:
            for _ in range(count):
                for exhibit in of_each_kind:
                    terminal.flow.open(exhibit.key)
                    yield from terminal.come()
                terminal.flow.browse()
                yield STEP_SECONDS
                found["rss_mb"].append(round(_rss_mb(), 2))
                print(f"{len(found['rss_mb'])} of {count}: {found['rss_mb'][-1]} MB", file=sys.stderr, flush=True)

        _run(terminal.shell, steps())
        terminal.shell.close()
    return found


def _rss_mb() -> float:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6


def in_chromium() -> dict[str, Any]:
    """As many pages: a title, the pictures of an exhibit where there are some, a list of buttons."""
    pack = open_pack(STARTER, decode=False)
    from tests.ui.sample_pages import samples

    count = len({sample.page for sample in samples()})
    with tempfile.TemporaryDirectory() as folder:
        shown = list(_pictures(pack, Path(folder)))
        page = Path(folder) / "pages.html"
        page.write_text(_html(count, shown), encoding="utf-8")
        found = chromium(page, rest=count * PAGE_MS / 1000 + REST_SECONDS)
    return found | {"pages": count, "pictures": len(shown)}


def _pictures(pack: Pack, folder: Path) -> Iterator[Path]:
    from content.kinds.filled import picture_bytes

    for number, exhibit in enumerate(pack.exhibits):
        if exhibit.content is not None:
            for name in exhibit.content.pictures():
                made = folder / f"{number}-{name}"
                made.write_bytes(picture_bytes(exhibit.path, name))
                yield made
        elif exhibit.kind.value in ("image", "poster"):
            yield exhibit.path


def _html(count: int, pictures: list[Path]) -> str:
    out = io.StringIO()
    out.write("<!doctype html><meta charset=utf-8><style>body{margin:0;font:32px 'Noto Sans CJK SC'}"
              "section{display:none;width:1080px;height:1920px}section.on{display:block}img{width:984px}"
              "button{font-size:38px;width:480px;height:104px;margin:8px}</style>")  # fmt: skip
    for number in range(count):
        picture = f'<img src="{html.escape(pictures[number].as_uri())}">' if number < len(pictures) else ""
        buttons = "".join(f"<button>{number + 1}-{button}</button>" for button in range(10))
        out.write(f"<section><h1>{number + 1}</h1>{picture}<div>{buttons}</div></section>")
    out.write("<script>let a=[...document.querySelectorAll('section')],n=0;a[0].className='on';"
              "let t=setInterval(()=>{a[n%a.length].className='';n++;a[n%a.length].className='on';"
              f"if(n>=a.length)clearInterval(t)}},{PAGE_MS})</script>")  # fmt: skip
    return out.getvalue()


if __name__ == "__main__":
    what, *rest = sys.argv[1:]
    if what == "rounds":
        print(json.dumps(rounds(int(rest[0]) if rest else ROUNDS)))
    else:
        print(json.dumps({"pages": pages, "chromium": in_chromium}[what]()))
