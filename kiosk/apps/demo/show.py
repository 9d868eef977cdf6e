"""`kiosk demo`: hall service, terminal with emulated devices, call board and web pages, on a throw-away hall.

Where there is a screen the terminal fills it (or takes a window); elsewhere it runs on a virtual one, and the address
of a loopback VNC view is printed. Ctrl-C ends every process it started, and so does any other end of this one.
"""

from __future__ import annotations

import contextlib
import logging
import signal
import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import typer

from kiosk.apps.demo import words
from kiosk.apps.demo.board import BoardPlace, board_display, board_running
from kiosk.apps.demo.stand import LANDSCAPE, PORTRAIT, Stand, StandFailed
from kiosk.core.process import journal
from kiosk.core.process.virtual_display import DisplayUnavailable, virtual_display

if TYPE_CHECKING:
    from kiosk.core.access.rights import Role


def run_demo(*, window: bool = False, landscape: bool = False) -> int:
    """Run until Ctrl-C, SIGTERM or the terminal is left by its staff page. Exit status."""
    journal.begin(logging.WARNING)
    size, panel = LANDSCAPE if landscape else PORTRAIT
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with (
            board_display() as board,
            _screen(size, real=not board.display) as fullscreen,
            Stand(panel=panel, letters=True, exam=True) as stand,
            _devices_page(stand) as page,
            board_running(stand, board),
            _asked_again(),
        ):
            _say(stand, page, board)
            return _terminal(stand, size, fullscreen=fullscreen and not window)
    except (StandFailed, DisplayUnavailable) as error:
        print(f"kiosk demo: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        settled()
        return 0


@contextlib.contextmanager
def _screen(size: tuple[int, int], *, real: bool) -> Iterator[bool]:
    """A screen for the terminal: the machine's own, or a virtual one. Yields whether it may be filled."""
    if real:
        yield True
        return
    with virtual_display(*size) as screen:
        typer.echo(words.no_screen(screen.vnc_address or words.NO_VNC))
        yield False


@contextlib.contextmanager
def _devices_page(stand: Stand) -> Iterator[str]:
    from kiosk.apps.demo.pages import create_app, serve_in_thread
    from kiosk.apps.demo.visitors import visitors

    people = visitors(stand.people, stand.cards, date.today())
    app = create_app(stand.reader, stand.printer, people, hall_page=stand.settings.terminal.hall_url)
    with serve_in_thread(app) as page:
        yield page.address


def _say(stand: Stand, devices_page: str, board: BoardPlace) -> None:
    hall_page = stand.settings.terminal.hall_url
    typer.echo(f"{words.TOLD_HALL_PAGE}{hall_page}/")
    typer.echo(f"{words.TOLD_CONSOLE_PAGE}{hall_page}/console")
    for name, role, password in _people(stand):
        typer.echo(f"      {name}（{words.ROLES[role]}）  {password}")
    typer.echo(f"{words.TOLD_BOARD_PLACE}{board.where}")
    typer.echo(f"{words.TOLD_PAD_PAGE}{hall_page}/pad/1")
    typer.echo(f"{words.TOLD_DEVICES_PAGE}{devices_page}")
    typer.echo(words.SHOWN)


def _people(stand: Stand) -> Iterator[tuple[str, str, str]]:
    """Two clerks and one of each other role, with passwords that are told here and nowhere else."""
    import secrets

    from kiosk.apps.hall.admin import add_account

    people: tuple[tuple[str, Role], ...] = (
        ("演示一", "clerk"), ("演示二", "clerk"), ("演示台", "desk"), ("演示编", "editor"), ("演示管", "keeper"),
    )  # fmt: skip
    for name, role in people:
        password = secrets.token_urlsafe(9)
        add_account(stand.settings.hall, name, role, password)
        yield name, role, password


def _terminal(stand: Stand, size: tuple[int, int], *, fullscreen: bool) -> int:
    from kiosk.apps.terminal.start import run

    return run(stand.settings, size=size, fullscreen=fullscreen)


def settled() -> None:
    """Ctrl-C was answered. Where it went through an `eval` or `exec` of a text (Kivy's rules, dataclasses), CPython
    remembers it as unhandled and ends with SIGINT whatever the exit status; running another text makes it forget."""
    exec("")


@contextlib.contextmanager
def _asked_again() -> Iterator[None]:
    """Ctrl-C or SIGTERM in the block raises KeyboardInterrupt, and once more each 5 s while the block goes on: CPython
    drops one that falls into a `__del__`, and importing Kivy runs many."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM):
        signal.signal(number, _stop)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _stop(*_: object) -> None:
    signal.setitimer(signal.ITIMER_REAL, 5.0)
    raise KeyboardInterrupt
