"""`kiosk pack new|check|preview|build|install|why`: packs in folders, without a hall."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from kiosk.core.commands.frame import (
    Json,
    SettingsFile,
    fail,
    print_json,
    settings_of,
)
from kiosk.features.exhibition.commands import words
from kiosk.settings import DEFAULT_FILE

if TYPE_CHECKING:
    from content.kinds.kind import ExhibitKind
    from kiosk.features.exhibition.checking.checked import Looked

Folder = Annotated[Path, typer.Argument(help="folder of the pack")]


ARRIVED = "pack.zip"  # the keeper knows the file by another name


def bind(pack: typer.Typer) -> None:
    """Add them to `kiosk pack`."""
    for command in (new, check, preview, build, install, why):
        pack.command()(command)


def new(
    folder: Folder,
    papers: Annotated[bool, typer.Option("--papers", help="also a sheet for the papers of a question bank")] = False,
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="also the empty sheet of such an exhibit: steps, people …; into a folder that is "
                     "there, too"),
    ] = None,
    from_template: Annotated[
        bool, typer.Option("--from-template", help="with an exhibit of every kind, to be written over")
    ] = False,
    as_json: Json = False,
) -> None:  # fmt: skip
    """Make a folder for a pack, with an empty sheet to fill in (drop-downs, an example row)."""
    if from_template:
        if papers or kind:  # both are in it
            raise typer.BadParameter(words.TEMPLATE_HAS_ALL, param_hint="--from-template")
        _copy_template(folder, as_json=as_json)
        return
    from content.pack.columns import SHEET
    from content.pack.paper_sheet import PAPER_SHEET
    from content.pack.paper_writing import paper_template
    from content.pack.sheet_writing import sheet_of, template

    kinds = _sheet_kinds(kind or [])
    sheets = [sheet_of(one) for one in kinds]
    try:
        if folder.is_dir() and kinds:
            _add_sheets(folder, kinds)
        else:
            folder.mkdir(parents=True)
            (folder / SHEET).write_bytes(template(kinds))
            _add_sheets(folder, kinds)
            if papers:
                (folder / PAPER_SHEET).write_bytes(paper_template())
    except FileExistsError as there:
        fail(words.THERE_ALREADY.format(folder=there.filename or folder))
    except OSError as error:
        fail(f"{folder}: {error.strerror}")
    if as_json:
        told: dict[str, object] = {"folder": str(folder), "sheet": SHEET}
        print_json(told | ({"papers": PAPER_SHEET} if papers else {}) | ({"sheets": sheets} if sheets else {}))
    else:
        typer.echo(words.NEW_MADE.format(folder=folder, sheet=SHEET))
        for name in sheets:
            typer.echo(words.SHEET_MADE.format(file=folder / name, sheet=SHEET))


def _copy_template(folder: Path, *, as_json: bool) -> None:
    from content.pack.columns import SHEET
    from content.pack.entry import PackRejected
    from content.packs.template import copy_template

    try:
        copy_template(folder)
    except FileExistsError:
        fail(words.THERE_ALREADY.format(folder=folder))
    except PackRejected as rejected:
        _refused(rejected)
    except OSError as error:
        fail(f"{error.filename or folder}: {error.strerror}")
    if as_json:
        print_json({"folder": str(folder), "sheet": SHEET})
    else:
        typer.echo(words.TEMPLATE_COPIED.format(folder=folder, sheet=SHEET))


def _sheet_kinds(named: list[str]) -> list[ExhibitKind]:
    """By their keys or by what keepers call them. Raises BadParameter."""
    from content.kinds.kind import ExhibitKind
    from content.kinds.table import SHEETS
    from content.pack.cell_names import KIND_NAMES, kind_of

    found: list[ExhibitKind] = []
    for one in named:
        try:
            found.append(ExhibitKind(kind_of(one, "")))
        except ValueError as wrong:
            raise typer.BadParameter(str(wrong), param_hint="--kind") from wrong
        if found[-1] not in SHEETS:
            known = words.LIST_MARK.join(f"{key} {KIND_NAMES[key]}" for key in SHEETS)
            raise typer.BadParameter(words.NO_SHEET_KIND.format(kind=one, known=known), param_hint="--kind")
    return list(dict.fromkeys(found))


def _add_sheets(folder: Path, kinds: list[ExhibitKind]) -> None:
    """Raises FileExistsError: what a keeper may have filled in is never written over; OSError."""
    from content.kinds.table import SHEETS
    from content.pack.sheet_writing import sheet_of
    from content.tables.template import template

    for kind in kinds:
        with (folder / sheet_of(kind)).open("xb") as file:
            file.write(template(SHEETS[kind].called, SHEETS[kind].forms))


def check(folder: Folder, as_json: Json = False) -> None:
    """Say what to mend before it is shown: file, field, and what to do; and what of the template still reads 请改.
    Exit 1 when something cannot be shown."""
    from kiosk.features.exhibition.commands.show import findings, placeholders, plain

    looked = _looked(folder)
    if as_json:
        print_json({
            "name": looked.name, "version": looked.version, "title": looked.title,
            "items": [dict(zip(("id", "kind", "title", "file"), one, strict=True)) for one in looked.items],
            "findings": plain(looked.findings), "placeholders": plain(looked.placeholders),
        })  # fmt: skip
    else:
        findings(plain(looked.findings))
        placeholders(plain(looked.placeholders))
        grave = len(looked.grave)
        counts = {"items": looked.count, "reminders": len(looked.findings) - grave, "grave": grave}
        typer.echo(words.CHECKED.format(**counts))
    raise typer.Exit(1 if looked.grave else 0)


def preview(
    folder: Folder,
    item: Annotated[str, typer.Argument(help="number of the item; or home, or list")],
    out: Annotated[Path, typer.Argument(help="the picture (.png) to write")],
    orientation: Annotated[str, typer.Option("--orientation", help="portrait or landscape")] = "portrait",
    mode: Annotated[str, typer.Option("--mode", help="standard, elder, contrast or elder-contrast")] = "standard",
    at: Annotated[str, typer.Option("--at", help="2026-12-01T09:00; left out: now")] = "",
    question: Annotated[str, typer.Option("--question", help="of a bank: number of the question")] = "",
    as_json: Json = False,
) -> None:
    """Draw an item as the terminal draws it, at a time, upright or lying, in large type or high contrast."""
    from rich.console import Console

    from kiosk.core.link.shapes import WrongShape
    from kiosk.features.exhibition.hall.preview import NotDrawn, Preview
    from kiosk.features.exhibition.wire_preview import Asked

    try:
        asked = Asked(item, orientation, mode, _moment(at).isoformat(timespec="minutes"), question=question)
    except WrongShape as wrong:
        raise typer.BadParameter(str(wrong)) from wrong
    try:
        with Console(stderr=True).status(item):
            drawn = Preview().drawn(asked, folder)
        out.write_bytes(drawn.png)
    except NotDrawn as told:
        fail(told.text)
    except OSError as error:
        fail(f"{error.filename or out}: {error.strerror}")
    if as_json:
        print_json({
            "file": str(out), "title": drawn.title, "page": drawn.page, "pages": drawn.pages, "on": drawn.on,
            "broken": drawn.broken,
        })  # fmt: skip
    else:
        typer.echo(str(out))


def build(
    folder: Folder,
    out: Annotated[Path, typer.Argument(help="folder for the file")] = Path(),
    as_json: Json = False,
) -> None:
    """Pack the folder into one file, the same bytes every time, for a stick or for `kiosk pack publish`."""
    from rich.console import Console
    from rich.progress import Progress

    from content.pack import build as building
    from content.pack.entry import PackRejected

    _there(folder)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(folder.name, total=None)
        try:
            built = building.build(
                folder, out, lambda done, total: progress.update(task, completed=done, total=total or None)
            )
        except PackRejected as rejected:
            _refused(rejected)
        except OSError as error:
            fail(f"{out}: {error.strerror}")
    for problem in built.problems:
        typer.echo(str(problem), err=True)
    if as_json:
        print_json({"file": str(built.path), "files": list(built.files), "left_out": list(built.left_out)})
    else:
        typer.echo(str(built.path))
    raise typer.Exit(1 if built.problems else 0)


def install(
    pack: Annotated[Path, typer.Argument(help="a built pack (.zip); it is only read")],
    settings: SettingsFile = DEFAULT_FILE,
    as_json: Json = False,
) -> None:
    """Put a built pack into this terminal's own folder; the one of that name makes room. Exit 1 when something of it
    cannot be shown, though the rest is."""
    from content.pack.entry import PackRejected
    from content.pack.unpack import unpacked
    from kiosk.core.process import outside, owner
    from kiosk.features.exhibition.commands.held import left_out, remembered
    from kiosk.features.exhibition.commands.show import findings, placeholders, plain, status
    from kiosk.features.exhibition.hall.desk import STARTER
    from kiosk.features.exhibition.hall.words import REFUSED

    terminal = settings_of(settings).terminal
    try:
        reading = outside.as_owner_of(terminal.data_dir, pack)
        terminal.packs_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=terminal.packs_dir, prefix=".arriving-") as place:
            arriving = Path(place)
            with reading.open(pack) as source, (arriving / ARRIVED).open("xb") as target:
                shutil.copyfileobj(source, target)
            unpacked(arriving / ARRIVED, arriving / "pack")
            looked = _looked(arriving / "pack")
            looked.refuse_empty()
            if looked.name == STARTER:
                fail(REFUSED["starter"])
            held = left_out(arriving / "pack", looked, remembered(terminal.data_dir))
            if (terminal.packs_dir / looked.name).exists():
                (terminal.packs_dir / looked.name).rename(arriving / "before")
            (arriving / "pack").rename(terminal.packs_dir / looked.name)
    except PackRejected as rejected:
        _refused(rejected if rejected.path != ARRIVED else PackRejected(pack.name, rejected.reason))
    except owner.NotToBeTouched as refused:
        fail(str(refused))
    except OSError as error:
        fail(f"{error.filename or pack}: {error.strerror}")
    if as_json:
        told = {
            "findings": plain(looked.findings), "placeholders": plain(looked.placeholders), "held_back": list(held)
        }  # fmt: skip
        print_json({"name": looked.name, "version": looked.version, "items": len(looked.items) - len(held)} | told)
    else:
        findings(plain(looked.findings))
        placeholders(plain(looked.placeholders))
        if held:
            typer.echo(words.LEFT_OUT.format(items=words.LIST_MARK.join(held)))
        typer.echo(words.INSTALLED.format(name=looked.name, version=looked.version))
    raise typer.Exit(status(plain(looked.findings)))


def why(
    folder: Folder,
    item: Annotated[str, typer.Argument(help="number of the item; none: every one")] = "",
    at: Annotated[str, typer.Option("--at", help="2026-12-01T09:00; left out: now")] = "",
    as_json: Json = False,
) -> None:
    """Say why an item shows at a time or does not, in which place of the round, and until when."""
    from content.pack.entry import PackRejected
    from content.pack.open import STARTER, open_pack
    from kiosk.features.exhibition.checking.words import NOTHING_TO_SHOW
    from kiosk.features.exhibition.rules import why as reasons
    from kiosk.features.exhibition.rules import words as said
    from kiosk.features.exhibition.rules.schedule import Schedule
    from kiosk.features.exhibition.rules.showing import Screen

    moment = _moment(at)
    _there(folder)
    try:
        exhibits, starter = open_pack(folder, decode=False).exhibits, open_pack(STARTER, decode=False).exhibits
    except PackRejected as rejected:
        _refused(rejected)
    if not exhibits:
        fail(NOTHING_TO_SHOW)
    asked = [one for one in exhibits if item in ("", one.id)]
    if not asked:
        fail(words.NO_SUCH_ITEM.format(item=item, items=words.LIST_MARK.join(one.id for one in exhibits)))
    plan = Schedule(exhibits, starter, Screen())
    answers = [(one, reasons.why(one, moment, Screen(), exhibits, starter, plan=plan)) for one in asked]
    if as_json:
        told = [{"item": one.id, "on": answer.is_on, "said": list(said.said(one, answer))} for one, answer in answers]
        print_json({"at": moment.isoformat(), "items": told})
        return
    for one, answer in answers:
        typer.echo(f"{one.id}  {one.title}")
        for line in said.said(one, answer):
            typer.echo(f"    {line}")


def _there(folder: Path) -> None:
    if not folder.is_dir():
        fail(words.NO_FOLDER.format(folder=folder))


def _moment(at: str) -> datetime:
    """In the hall's local time; now where nothing is said."""
    try:
        return datetime.fromisoformat(at).replace(tzinfo=None) if at else datetime.now()
    except ValueError:
        raise typer.BadParameter(words.WRONG_TIME, param_hint="--at") from None


def _looked(folder: Path) -> Looked:
    from rich.console import Console

    from content.pack.entry import PackRejected
    from kiosk.features.exhibition.checking.checked import checked

    _there(folder)
    try:
        with Console(stderr=True).status(folder.name):
            return checked(folder, date.today())
    except PackRejected as rejected:
        _refused(rejected)


def _refused(rejected: Exception) -> NoReturn:
    from kiosk.features.exhibition.hall.words import rejected as said_of

    fail(said_of(rejected))
