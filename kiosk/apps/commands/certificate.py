"""`kiosk certificate …`: what browsers compare, another one of the same key, a request for an authority.

None of it needs the running service, which takes up another file by itself (`core.access.shown_certificate`).
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Annotated, Any

import typer

from kiosk.core.commands.frame import Json, SettingsFile, fail, hall_and_outside, hall_of, print_json
from kiosk.settings import DEFAULT_FILE, HallSettings

app = typer.Typer(help="the hall's certificate: its fingerprint, a new one, a request", no_args_is_help=True)


@app.command()
def show(settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
    """The fingerprints that a browser and a terminal know the hall by, and the names it carries."""
    from kiosk.core.access import certificate_words as words
    from kiosk.core.access.certificate import VALID_TO, CertificateRefused
    from kiosk.core.access.machine_names import Names
    from kiosk.core.access.shown_certificate import found_certificate
    from kiosk.core.web.fingerprints import browser_form

    hall = _encrypted(hall_of(settings))
    try:
        found = found_certificate(hall)
    except (CertificateRefused, OSError) as error:
        fail(str(error))
    if found is None:
        fail(words.NOT_YET)
    lacking = [] if found.own else Names.of_machine(hall.address).without(found.names).listed()
    told: dict[str, Any] = {
        "file": str(found.certificate),
        "fingerprint": browser_form(found.fingerprint),
        "key": browser_form(found.pin),
        "names": found.names.listed(),
        "lacking": lacking,
        "until": f"{found.until:%Y-%m-%d}",
        "earlier": found.is_earlier,
        "own": found.own,
    }
    if as_json:
        print_json(told)
        return
    for title, value in (
        (words.FILE, told["file"]),
        (words.FINGERPRINT, told["fingerprint"]),
        (words.KEY_FINGERPRINT, told["key"]),
        (words.NAMES, " ".join(told["names"])),
        (words.UNTIL, words.FOR_EVER if found.until.year == VALID_TO.year else told["until"]),
    ):
        typer.echo(f"{title}  {value}")
    notes = (found.own, words.OWN), (found.is_earlier, words.EARLIER), (bool(lacking), words.lacking(lacking))
    for holds, note in notes:
        if holds:
            typer.echo(note)


@app.command()
def renew(
    settings: SettingsFile = DEFAULT_FILE,
    yes: Annotated[bool, typer.Option("--yes", help="every terminal and board has the new version already")] = False,
    as_json: Json = False,
) -> None:
    """Make another certificate of the same key, with the names of this machine as they are now."""
    from kiosk.core.access import certificate_words as words
    from kiosk.core.access.certificate import CertificateRefused, made_certificate
    from kiosk.core.access.certificate import renew as make
    from kiosk.core.access.shown_certificate import folder_of
    from kiosk.core.web.fingerprints import browser_form

    hall = _encrypted(hall_of(settings))
    if hall.certificate:
        fail(words.RENEW_OWN)
    try:
        before = made_certificate(folder_of(hall))
        if before is not None and before.is_earlier and not yes:
            typer.echo(words.TERMINALS_FIRST, err=True)
            if not typer.confirm(words.ASK_TERMINALS, err=True):
                fail(words.NOT_RENEWED)
        made = make(folder_of(hall), hall.address)
    except (CertificateRefused, OSError) as error:
        fail(str(error))
    told = {"fingerprint": browser_form(made.fingerprint), "key": browser_form(made.pin), "names": made.names.listed()}
    if as_json:
        print_json(told)
    else:
        typer.echo(f"{words.RENEWED}\n{words.FINGERPRINT}  {told['fingerprint']}")


@app.command()
def request(
    file: Annotated[Path | None, typer.Argument(help="where to write it; left out: on stdout")] = None,
    settings: SettingsFile = DEFAULT_FILE,
    as_json: Json = False,
) -> None:
    """Ask an authority to sign the hall's own key (PEM, PKCS #10): terminals and boards stay joined."""
    from kiosk.core.access import certificate_words as words
    from kiosk.core.access.certificate import CertificateRefused, made_certificate
    from kiosk.core.access.certificate import request as make
    from kiosk.core.access.shown_certificate import folder_of

    hall, outside = hall_and_outside(settings, file)
    try:
        made = make(folder_of(_encrypted(hall)), hall.address)
        before = made_certificate(folder_of(hall))
        if file is not None:
            outside.place(file, BytesIO(made), new=True)
    except (CertificateRefused, OSError) as error:
        fail(str(error))
    if before is not None and before.is_earlier:
        typer.echo(words.REQUEST_EARLIER, err=True)
    if as_json:
        print_json({"request": made.decode("ascii"), "file": str(file) if file else None})
    else:
        typer.echo(made.decode("ascii").rstrip("\n") if file is None else words.request_written(file))


def _encrypted(hall: HallSettings) -> HallSettings:
    """Leaves with 1 where the hall speaks plain HTTP."""
    from kiosk.core.access import certificate_words as words
    from kiosk.core.access.certificate import is_loopback

    if is_loopback(hall.address):
        fail(words.PLAIN)
    return hall
