"""`kiosk bank check|convert|template`: question banks as files, without a hall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.core.commands.frame import Json, fail, print_json
from kiosk.features.quiz.commands import words

if TYPE_CHECKING:
    from content.banks.model import Bank, Finding
    from content.banks.values import Tell

File = Annotated[
    Path, typer.Argument(help="a bank: .xlsx .xls .ods .csv, .docx .txt, GIFT, Moodle's .xml, or .bank.json")
]
_MOST_SHOWN = 200  # lines on a console; --json has them all


def bind(bank: typer.Typer) -> None:
    """Add them to `kiosk bank`."""
    for command in (check, convert, template):
        bank.command()(command)


def check(file: File, as_json: Json = False) -> None:
    """Say what to mend: where and why. Exit 1 when a question was not understood; the others are good all the same."""
    from content.banks.model import BankRejected

    try:
        bank = _read(file)
    except BankRejected as rejected:
        if as_json:
            told = {"where": file.name, "reason": rejected.reason}
            print_json({"items": 0, "by_type": {}, "errors": [told], "warnings": []})
        fail(str(rejected))
    errors, warnings = _parted(bank.findings)
    by_type = dict(Counter(item.kind.value for item in bank.items))
    if as_json:
        print_json({
            "items": len(bank), "by_type": by_type, "errors": _plain(errors), "warnings": _plain(warnings),
        })  # fmt: skip
    else:
        _show(errors, warnings)
        typer.echo(words.checked(len(bank), by_type, len(errors), len(warnings)))
    raise typer.Exit(1 if errors or not bank.items else 0)


def convert(
    file: File,
    out: Annotated[Path, typer.Argument(help="a new .bank.json (a pack's own form) or .xlsx")],
    as_json: Json = False,
) -> None:
    """Write the bank in a pack's own form, or as a spreadsheet again. Exit 1 when something was left out."""
    from content.banks import words as bank_words
    from content.banks.bank_file import ENDING, own_bytes
    from content.banks.model import BankRejected
    from content.banks.sheet_writing import sheet_bytes

    if not out.name.lower().endswith((ENDING, ".xlsx")):
        raise typer.BadParameter(bank_words.other_ending(out.suffix or out.name), param_hint="OUT")
    try:
        bank = _read(file)
    except BankRejected as rejected:
        fail(str(rejected))
    errors, warnings = _parted(bank.findings)
    if not as_json:
        _show(errors, warnings)
    if not bank.items:
        fail(f"{file}: {words.NO_ITEMS}")
    _write(out, own_bytes(bank) if out.name.lower().endswith(ENDING) else sheet_bytes(bank))
    if as_json:
        print_json({"file": str(out), "items": len(bank), "errors": _plain(errors), "warnings": _plain(warnings)})
    else:
        typer.echo(words.converted(out, len(bank), len(errors)))
    raise typer.Exit(1 if errors else 0)


def template(
    out: Annotated[Path, typer.Argument(help="a new .xlsx")],
    as_json: Json = False,
) -> None:
    """Write an empty spreadsheet to fill: drop-downs, and an example of every type."""
    from content.banks import sheet_writing
    from content.banks import words as bank_words

    if out.suffix.lower() != ".xlsx":
        raise typer.BadParameter(bank_words.other_ending(out.suffix or out.name), param_hint="OUT")
    _write(out, sheet_writing.template())
    if as_json:
        print_json({"file": str(out)})
    else:
        typer.echo(words.TEMPLATE_MADE.format(file=out))


def _read(file: Path) -> Bank:
    """Through the limited child, with a bar. Raises BankRejected."""
    from content import words as content_words
    from content.banks.model import BankRejected
    from content.banks.sound import MOST_MEGABYTES
    from kiosk.core.banks.reading import read_file

    if not file.is_file():
        raise BankRejected(str(file), content_words.NOT_A_FILE)
    try:
        with file.open("rb") as opened:
            content = opened.read((MOST_MEGABYTES << 20) + 1)
    except OSError as error:
        raise BankRejected(str(file), error.strerror or "") from error
    if len(content) > MOST_MEGABYTES << 20:
        raise BankRejected(str(file), content_words.too_large(MOST_MEGABYTES))
    with _bar(file.name) as tell:
        return read_file(file, content, tell=tell)


@contextmanager
def _bar(title: str) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda read, of: progress.update(task, completed=read, total=of)


def _write(out: Path, content: bytes) -> None:
    """A new file, whole or not at all; leaves with 1 where it cannot be written."""
    try:
        with out.open("xb") as file:
            try:
                file.write(content)
                file.flush()
            except OSError:
                out.unlink()
                raise
    except FileExistsError:
        fail(words.THERE_ALREADY.format(file=out))
    except OSError as error:
        fail(f"{out}: {error.strerror}")


def _parted(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """What cost a question, and what is only to be looked at."""
    from content.banks.model import Severity

    refused = [one for one in findings if one.severity is Severity.REFUSED]
    return refused, [one for one in findings if one.severity is not Severity.REFUSED]


def _plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [{"where": one.place or words.WHOLE_FILE, "reason": one.reason} for one in findings]


def _show(errors: Sequence[Finding], warnings: Sequence[Finding]) -> None:
    """As a table; nothing where nothing was found."""
    if not errors and not warnings:
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for head in words.FINDING_HEADS:
        table.add_column(head, overflow="fold")
    marked = [(words.REFUSED, one) for one in errors] + [("", one) for one in warnings]
    for mark, one in marked[:_MOST_SHOWN]:
        # As texts: [/b] in a keeper's cell is no mark of ours.
        table.add_row(mark, Text(one.place or words.WHOLE_FILE), Text(one.reason))
    if len(marked) > _MOST_SHOWN:
        table.add_row("", "", words.more(len(marked) - _MOST_SHOWN))
    Console().print(table)
