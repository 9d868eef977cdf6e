"""`kiosk pack publish|list|rollback|takedown|putback|stick`: what the hall keeps and shows, asked as root on its
machine.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated, Any, Protocol

import typer

from content.kinds.ending import digest_of
from kiosk.core.commands.frame import Json, SettingsFile, fail, hall_and_outside, hall_of, print_json
from kiosk.features.exhibition.commands import words
from kiosk.features.exhibition.rules.leaving import key_of_one
from kiosk.settings import DEFAULT_FILE, HallSettings

Pack = Annotated[str, typer.Argument(help="name of the pack, as its manifest says")]
Item = Annotated[str, typer.Argument(help="number of the item; none: the whole pack")]

Person = Annotated[
    str, typer.Option("--person", help="of people: one by name, as on the screen; only a digest is kept")
]
Question = Annotated[str, typer.Option("--question", help="of a bank: number of the question")]


class Ask(Protocol):
    """A verb of the hall (`kiosk.apps.commands.asking.ask`); leaves with 1 when it is refused."""

    def __call__(
        self, place: HallSettings, verb: str, given: dict[str, Any] | None = None, title: str = ""
    ) -> dict[str, Any]: ...


class HallCommands:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask

    def bind(self, pack: typer.Typer) -> None:
        """Add them to `kiosk pack`."""
        for name, command in (
            ("publish", self.publish), ("list", self.list_packs), ("rollback", self.rollback),
            ("takedown", self.takedown), ("putback", self.putback), ("stick", self.stick),
        ):  # fmt: skip
            pack.command(name)(command)

    def publish(
        self,
        pack: Annotated[Path, typer.Argument(help="a built pack (.zip); it is only read")],
        settings: SettingsFile = DEFAULT_FILE,
        as_json: Json = False,
    ) -> None:
        """Hand a built pack to the hall, approve it and show it; the version before is kept for a roll-back. Exit 1
        when something of it cannot be shown, though the rest is."""
        from kiosk.features.exhibition.commands.show import findings, placeholders, status
        from kiosk.features.exhibition.hall.shelf import FOLDER

        hall, outside = hall_and_outside(settings, pack)
        arriving = hall.data_dir / FOLDER / f".arriving-{secrets.token_hex(8)}"
        try:
            arriving.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with outside.open(pack) as source, arriving.open("xb") as target:
                while piece := source.read(1 << 20):
                    target.write(piece)
            told = self._ask(hall, "pack-publish", {"file": arriving.name}, title=pack.name)
        except OSError as error:
            fail(f"{pack}: {error.strerror}")
        finally:
            arriving.unlink(missing_ok=True)
        if as_json:
            print_json(told)
        else:
            findings(told["findings"])
            placeholders(told["placeholders"])
            typer.echo(f"{told['pack']} {told['version']}: {told['state']}")
        raise typer.Exit(status(told["findings"]))

    def list_packs(self, settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
        """The versions that the hall keeps, which of them play, and what stays down."""
        told = self._ask(hall_of(settings), "pack-list")
        if as_json:
            print_json(told)
            return
        for one in told["versions"]:
            typer.echo("  ".join(str(one[key]) for key in ("pack", "number", "version", "items", "state", "title")))
        for one in told["down"]:
            typer.echo(f"{one['pack']}/{one['item']}  down  {one['why']}")
        for one in told["withdrawn"]:
            typer.echo(f"{one['bank']}/{one['question']}  down  {one['why']}")

    def rollback(self, pack: Pack, settings: SettingsFile = DEFAULT_FILE, as_json: Json = False) -> None:
        """Show the version again that was shown before."""
        told = self._ask(hall_of(settings), "pack-rollback", {"pack": pack})
        self._say(told, f"{told['pack']} {told['version']}: {told['state']}", as_json=as_json)

    def takedown(
        self,
        pack: Pack,
        item: Item = "",
        question: Question = "",
        person: Person = "",
        why: Annotated[str, typer.Option("--why", help="without a name")] = "",
        settings: SettingsFile = DEFAULT_FILE,
        as_json: Json = False,
    ) -> None:
        """Take an item down, in every version and whatever a stick brings; without one the pack goes off. With
        --question one question of a bank: it is asked no more; with --person one person of an exhibit of people."""
        item = _one_of(pack, item, person)
        given = {"pack": pack, "item": item, "question": question, "why": why}
        told = self._ask(hall_of(settings), "pack-takedown", given)
        self._say(told, "/".join(one for one in (pack, item, question) if one), as_json=as_json)

    def putback(
        self,
        pack: Pack,
        item: Annotated[str, typer.Argument(help="number of the item")],
        question: Question = "",
        person: Person = "",
        settings: SettingsFile = DEFAULT_FILE,
        as_json: Json = False,
    ) -> None:
        """Let an item that was taken down, or one person of it, be shown again, or a question be asked again."""
        item = _one_of(pack, item, person)
        told = self._ask(hall_of(settings), "pack-putback", {"pack": pack, "item": item, "question": question})
        self._say(told, "/".join(one for one in (pack, item, question) if one), as_json=as_json)

    def stick(
        self,
        folder: Annotated[Path, typer.Argument(help="where the stick is mounted; kiosk/ is made in it")],
        settings: SettingsFile = DEFAULT_FILE,
        as_json: Json = False,
    ) -> None:
        """Write what the hall shows now onto a stick, for a terminal to which no line leads."""
        from kiosk.core.stick.wire import TREE
        from kiosk.features.exhibition.commands.stick_copy import StickRefused, write_stick

        hall, outside = hall_and_outside(settings, folder)
        told = self._ask(hall, "pack-offer")
        try:
            size = write_stick(hall.data_dir, told, folder, outside)
        except StickRefused as refused:
            fail(str(refused))
        except OSError as error:
            fail(f"{folder}: {error.strerror}")
        done = {"folder": str(folder / TREE), "packs": sorted(told["built"]), "bytes": size}
        self._say(done, words.on_stick(folder / TREE, len(told["built"]), size), as_json=as_json)

    @staticmethod
    def _say(told: dict[str, Any], line: str, *, as_json: bool) -> None:
        if as_json:
            print_json(told)
        else:
            typer.echo(line)


def _one_of(pack: str, item: str, person: str) -> str:
    """The item, or one person of it. The name goes no further than here: a hall is told, and keeps, its digest."""
    return key_of_one(item, digest_of(pack, item, person)) if person else item
