"""`kiosk audit …`: who asked, and whether the chain still holds."""

from __future__ import annotations

import re
from typing import Annotated, Any

import typer

from kiosk.apps.commands.asking import ask
from kiosk.core.commands.frame import Json, SettingsFile, hall_of, print_json
from kiosk.core.sealing import words as said
from kiosk.settings import DEFAULT_FILE

app = typer.Typer(help="who asked about whom, as blind indexes; never what was shown", no_args_is_help=True)


@app.command()
def verify(
    settings: SettingsFile = DEFAULT_FILE,
    noted: Annotated[
        str | None, typer.Option("--noted", help="a head written down earlier: shows rows cut off at the end")
    ] = None,
    as_json: Json = False,
) -> None:
    """Walk the whole chain; names the first row that does not hold. Exit 1 when it is broken or was cut."""
    if noted is not None and not re.fullmatch(r"[0-9a-f]{64}", noted):
        raise typer.BadParameter("64 hexadecimal digits, as `kiosk audit verify` printed them", param_hint="--noted")
    found = ask(hall_of(settings), "verify", {"noted": noted}, title="audit verify")
    if as_json:
        print_json(found)
    else:
        typer.echo("\n".join(_lines(found)))
    raise typer.Exit(1 if found["broken"] or found["noted_held"] is False else 0)


@app.command("list")
def list_rows(
    settings: SettingsFile = DEFAULT_FILE,
    rows: Annotated[int, typer.Option("--rows", min=1, max=1000)] = 50,
    actor: Annotated[str, typer.Option("--actor", help="card, pin, clerk, editor, keeper or service")] = "",
    as_json: Json = False,
) -> None:
    """The newest rows."""
    found = ask(hall_of(settings), "list", {"rows": rows, "actor": actor})
    if as_json:
        print_json(found)
        return
    for line in found["lines"]:
        who = said.ACTORS.get(line["actor"], line["actor"])
        where = f"terminal {line['terminal_id']}" if line["terminal_id"] else ""
        counts = " ".join(f"{name}={count}" for name, count in line["counts"].items())
        cells = (
            str(line["id"]),
            line["at"][:19] if line["sound"] else said.ROW_UNSOUND,
            who,
            line["action"],
            line["outcome"],
            line["blind"][:12],
            where,
            counts,
        )
        typer.echo("  ".join(cell for cell in cells if cell))


def _lines(found: dict[str, Any]) -> list[str]:
    broken = found["broken"]
    if broken:
        lines = [said.CHAIN_BROKEN + said.chain_broken(broken["id"], broken["why"], found["entries"])]
        lines += [said.CHAIN_ROW.format(**broken)] if "at" in broken else []
    else:
        lines = [said.CHAIN_WHOLE.format(entries=found["entries"], head=found["head"])]
    if found["noted_held"] is not None:
        lines.append(said.NOTED_HELD if found["noted_held"] else said.NOTED_GONE)
    return lines
