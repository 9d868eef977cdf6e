"""The one command, `kiosk …` (entered by `kiosk/__main__.py`). It wires; it holds no rule.

Every command that prints a result takes --json (one JSON object alone on stdout); exit 0 done, 1 refused or failed
(reason on stderr), 2 wrong use. Long work shows a progress bar.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from kiosk.apps.commands import audit, banks, certificate, keys, packs, records
from kiosk.core.commands.frame import (
    Json,
    SettingsFile,
    bytes_shown,
    fail,
    hall_and_outside,
    hall_of,
    print_json,
    settings_of,
    touch_as_owner,
)
from kiosk.settings import DEFAULT_FILE

app = typer.Typer(help="初心终端 (touch kiosk, hall service and tools)", no_args_is_help=True, add_completion=False)
hall = typer.Typer(help="the hall service", invoke_without_command=True)
app.add_typer(records.app, name="records")
app.add_typer(packs.app, name="pack")
app.add_typer(banks.app, name="bank")
app.add_typer(hall, name="hall")
app.add_typer(keys.app, name="keys")
app.add_typer(audit.app, name="audit")
app.add_typer(certificate.app, name="certificate")


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def run() -> None:
    """The lobby terminal (see `kiosk run --help`)."""


@app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def board() -> None:
    """The call board (see `kiosk board --help`)."""


@app.command("first-start", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def first_start() -> None:
    """What a new machine asks on its own screen (see `kiosk first-start --help`)."""


@hall.callback()
def hall_main(context: typer.Context, settings: SettingsFile = DEFAULT_FILE) -> None:
    """Run the hall service until SIGTERM."""
    if context.invoked_subcommand is not None:
        return
    from kiosk.apps.hall.app import serve
    from kiosk.core.access.certificate import CertificateRefused
    from kiosk.core.database.owner import DatabaseDamaged, DatabaseOwned
    from kiosk.core.process import journal

    journal.begin()
    chosen = settings_of(settings)
    touch_as_owner(chosen.hall.data_dir)
    try:
        serve(chosen.hall, demo=chosen.demo, on_ready=lambda service: _say_ready(service.url))
    except (DatabaseOwned, DatabaseDamaged, CertificateRefused, OSError) as error:
        fail(f"{type(error).__name__}: {error}")


def _say_ready(url: str) -> None:
    typer.echo(f"hall service on {url}")


@hall.command("enrol-code")
def enrol_code(
    terminal: Annotated[str, typer.Argument(help="name of the terminal, as slips say it: 1 号终端")],
    settings: SettingsFile = DEFAULT_FILE,
    board: Annotated[bool, typer.Option("--board", help="for a call board: its token may only look on")] = False,
    as_json: Json = False,
) -> None:
    """Make a one-time code (30 minutes) that joins a terminal, or a board, to this hall."""
    from kiosk.apps.hall.admin import AdminRefused, HallNotRunning, make_enrol_code

    try:
        code = make_enrol_code(hall_of(settings).socket, terminal, board=board)
    except (HallNotRunning, AdminRefused) as error:
        fail(str(error))
    if as_json:
        print_json({"terminal": terminal, "code": code})
    else:
        typer.echo(code)


@hall.command()
def terminals(settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
    """List the enrolled terminals and boards."""
    from kiosk.apps.hall.admin import AdminRefused, HallNotRunning, enrolled

    try:
        rows = enrolled(hall_of(settings).socket)
    except (HallNotRunning, AdminRefused) as error:
        fail(str(error))
    if as_json:
        print_json({"terminals": rows})
        return
    for row in rows:
        typer.echo(f"{row['id']}  {row['name']}" + ("  (board)" if row["kind"] == "board" else ""))


@hall.command()
def revoke(terminal: str, settings: SettingsFile = DEFAULT_FILE) -> None:
    """Make a terminal's token worthless, at once."""
    from kiosk.apps.hall.admin import AdminRefused, HallNotRunning
    from kiosk.apps.hall.admin import revoke as revoke_terminal

    try:
        if not revoke_terminal(hall_of(settings).socket, terminal):
            fail(f"{terminal}: no such terminal is enrolled")
    except (HallNotRunning, AdminRefused) as error:
        fail(str(error))
    typer.echo(f"{terminal}: revoked")


@hall.command("add-keeper")
def add_keeper(
    name: Annotated[str, typer.Argument(help="the keeper's name, as the log-in page asks for it")],
    settings: SettingsFile = DEFAULT_FILE,
) -> None:
    """Make a keeper on this machine's own console (the password is asked twice; there is no default one)."""
    from kiosk.apps.hall.admin import AdminRefused, add_account
    from kiosk.core.database.owner import DatabaseDamaged, DatabaseOwned

    hall = hall_of(settings)
    password = typer.prompt("password", hide_input=True, confirmation_prompt=True)
    try:
        add_account(hall, name, "keeper", password)
    except (AdminRefused, DatabaseOwned, DatabaseDamaged, OSError) as error:
        fail(str(error))
    typer.echo(f"{name}: keeper")


@hall.command("reset-password")
def reset_password(
    name: Annotated[str, typer.Argument(help="whose password")],
    settings: SettingsFile = DEFAULT_FILE,
) -> None:
    """Set a new password for a clerk or keeper who forgot theirs (asked twice); it also ends a lock-out."""
    from kiosk.apps.hall.admin import AdminRefused
    from kiosk.apps.hall.admin import reset_password as reset
    from kiosk.core.database.owner import DatabaseDamaged, DatabaseOwned

    hall = hall_of(settings)
    password = typer.prompt("password", hide_input=True, confirmation_prompt=True)
    try:
        reset(hall, name, password)
    except (AdminRefused, DatabaseOwned, DatabaseDamaged, OSError) as error:
        fail(str(error))
    typer.echo(f"{name}: new password set")


@app.command()
def enrol(
    code: Annotated[str, typer.Argument(help="the code that `kiosk hall enrol-code` printed")],
    board: Annotated[bool, typer.Option("--board", help="this machine is a call board")] = False,
    settings: SettingsFile = DEFAULT_FILE,
) -> None:
    """Join this terminal (or board) to its hall with a one-time code."""
    from kiosk.core.access.enrol_code import CodeUnreadable
    from kiosk.core.link.enrolment import EnrolmentRefused
    from kiosk.core.link.enrolment import enrol as enrol_terminal

    chosen = settings_of(settings)
    place = chosen.board if board else chosen.terminal
    touch_as_owner(place.data_dir)
    try:
        joined = enrol_terminal(place.hall_url, code, place.hall_file)
    except (CodeUnreadable, EnrolmentRefused, OSError) as error:
        fail(str(error))
    typer.echo(f"{joined.terminal} belongs to {joined.url}")


@app.command()
def doctor(settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
    """Test this machine and say how to mend what is wrong."""
    from kiosk.apps.doctor import run_checks, show

    checks = run_checks(settings_of(settings))
    raise typer.Exit(show(checks, as_json=as_json))


WithoutPacks = Annotated[bool, typer.Option("--without-packs", help="leave the files of the packs out")]


@app.command()
def backup(
    file: Annotated[Path | None, typer.Argument(help="where to write the copy")] = None,
    auto: Annotated[bool, typer.Option("--auto", help="among the nightly copies, of which 14 are kept")] = False,
    without_packs: WithoutPacks = False,
    settings: SettingsFile = DEFAULT_FILE,
    as_json: Json = False,
) -> None:
    """Copy the hall database while the hall goes on (records stay sealed; their key is not in the copy)."""
    from kiosk.apps.hall.admin import AdminRefused, back_up
    from kiosk.core.database import companions
    from kiosk.core.database.companions import NotASealedName
    from kiosk.core.database.kept_files import NoRoom
    from kiosk.core.database.owner import DatabaseDamaged, DatabaseOwned, DiskFull

    if auto == (file is not None):
        raise typer.BadParameter("a FILE, or --auto", param_hint="FILE")
    hall, outside = hall_and_outside(settings, *([] if file is None else companions.places_of(file)))
    try:
        with bytes_shown("backup") as tell:
            made = back_up(hall, file, outside, packs=not without_packs, tell=tell)
    except NoRoom as error:
        fail(str(error))
    except (AdminRefused, DatabaseOwned, DatabaseDamaged, DiskFull, NotASealedName, OSError) as error:
        fail(f"{type(error).__name__}: {error}")
    with outside.open(made) as copy:
        size = os.fstat(copy.fileno()).st_size
    if as_json:
        print_json({"file": str(made), "bytes": size})
    else:
        typer.echo(f"{made}  {size / 1e6:.1f} MB")


_COUNTED = {"pads": "rating pads"}  # what may come in and has no name


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="a copy that `kiosk backup` made")],
    above: Annotated[
        int | None, typer.Option("--above", min=0, max=900, help="highest number anybody saw today; 0: none was given")
    ] = None,
    without_packs: WithoutPacks = False,
    settings: SettingsFile = DEFAULT_FILE,
    as_json: Json = False,
) -> None:
    """Put a copy back, while the hall service is stopped; numbers go on above the highest one that was given."""
    from kiosk.apps.hall.restore import NotABackup, NumbersUnknown
    from kiosk.apps.hall.restore import restore as restore_file
    from kiosk.apps.hall.service import DATABASE_FILE
    from kiosk.core.database import companions
    from kiosk.core.database.clock import hall_now
    from kiosk.core.database.companions import NotASealedName
    from kiosk.core.database.kept_files import NoRoom
    from kiosk.core.database.owner import DatabaseDamaged, DatabaseOwned
    from kiosk.core.sealing.erasures import ErasuresUnreadable

    hall, outside = hall_and_outside(settings, *companions.places_of(file))
    refusals = (DatabaseOwned, DatabaseDamaged, NotABackup, NumbersUnknown, ErasuresUnreadable, NotASealedName, OSError)
    try:
        with bytes_shown("restore") as tell:
            done = restore_file(
                hall.data_dir / DATABASE_FILE, file, now=hall_now(), above=above, outside=outside,
                packs=not without_packs, tell=tell,
            )  # fmt: skip
    except NoRoom as error:
        fail(str(error))
    except refusals as error:
        fail(f"{type(error).__name__}: {error}")
    if as_json:
        replaced = str(done.replaced) if done.replaced else None
        numbers = {"business_date": done.business_date, "counters": dict(done.counters)}
        open_ones = {**done.unsure.names, **done.unsure.counts}
        missing = {"letters_missing": done.letters_missing, "packs_missing": done.packs_missing}
        print_json({"replaced": replaced, **numbers, **missing, "unsure": open_ones})
        return
    typer.echo(f"restored {file}; the replaced database is {done.replaced or 'none'}")
    if done.letters_missing:
        typer.echo(f"  {done.letters_missing} pages of letters lie neither in the hall nor beside the copy")
    if done.packs_missing:
        typer.echo(f"  {done.packs_missing} files of packs lie neither in the hall nor beside the copy")
    if done.unsure.anybody:
        typer.echo("  they may come in as when the copy was made; close or revoke whoever should not:")
        names, counts = done.unsure.names, done.unsure.counts
        counted = "".join(f"; {_COUNTED.get(kind, kind)}: {count}" for kind, count in counts.items())
        typer.echo(f"    accounts: {', '.join(names['accounts']) or 'none'}")
        typer.echo(f"    terminals: {', '.join(names['terminals']) or 'none'}{counted}")
    for name, last in sorted(done.counters.items()):
        typer.echo(f"  {done.business_date} {name}: goes on after {last:03d}")


@app.command()
def demo(
    window: Annotated[bool, typer.Option("--window", help="a window instead of the full screen")] = False,
    landscape: Annotated[bool, typer.Option("--landscape")] = False,
) -> None:
    """Everything with emulated devices on a throw-away hall; Ctrl-C ends every process it started."""
    from kiosk.apps.demo.show import run_demo

    raise typer.Exit(run_demo(window=window, landscape=landscape))


@app.command()
def tour(
    out: Annotated[Path, typer.Option("--out", help="folder for tour.json and the pictures")],
    portrait: Annotated[bool, typer.Option("--portrait/--landscape")] = True,
    mode: Annotated[str, typer.Option("--mode", help="standard, elder or contrast")] = "standard",
    speak: Annotated[str, typer.Option("--language", help="of the interface: zh or en")] = "zh",
    half: Annotated[bool, typer.Option("--half", help="half the pixels each way: sooner done")] = False,
) -> None:
    """Touch through every main screen with emulated devices, saving pictures and slips."""
    from kiosk.apps.demo.tour import MODES, run_tour
    from kiosk.ui.language import NAMES

    if mode not in MODES:
        raise typer.BadParameter(f"{mode}: one of {', '.join(MODES)}", param_hint="--mode")
    if speak not in NAMES:
        raise typer.BadParameter(f"{speak}: one of {', '.join(NAMES)}", param_hint="--language")
    raise typer.Exit(run_tour(out, landscape=not portrait, mode=mode, speak=speak, half=half))


@app.command()
def gallery(
    out: Annotated[Path, typer.Option("--out", help="folder for gallery.json and the pictures")],
    as_json: Json = False,
) -> None:
    """Draw every widget in every state, mode and orientation, and measure what a hand and an eye meet."""
    from rich.console import Console
    from rich.progress import Progress

    from kiosk.apps.demo.gallery.book import draw_gallery

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("gallery", total=None)
        book = draw_gallery(out, lambda done, total: progress.update(task, completed=done, total=total))
    if as_json:
        print_json(book)
    else:
        typer.echo(f"{len(book['pictures'])} pictures in {out}")


@app.command("maintenance-pin")
def maintenance_pin(settings: SettingsFile = DEFAULT_FILE) -> None:
    """Set the PIN behind the hidden corner (6 to 12 digits; asked twice, nothing is shown)."""
    from kiosk.apps.terminal.maintenance import PinRefused, set_pin

    folder = settings_of(settings).terminal.data_dir
    touch_as_owner(folder)
    pin = typer.prompt("PIN", hide_input=True, confirmation_prompt=True)
    try:
        set_pin(folder, pin)
    except (PinRefused, OSError) as error:
        fail(str(error))
    typer.echo("done")
