"""Shape of the terminal's database, by sqlite-utils' migrations: applied in order, each once."""

from sqlite_utils import Database, Migrations

migrations = Migrations("terminal")


@migrations()
def m001_first_tables(database: Database) -> None:
    database.table("outbox").create({"id": int, "path": str, "key": str, "body": str, "made_at": str}, pk="id")
    database.table("journal").create({"id": int, "at": str, "device": str, "kind": str, "detail": str}, pk="id")
    database.table("known").create({"name": str, "value": str, "at": str}, pk="name")
    plays = {"id": int, "pack": str, "version": str, "item": str, "sha256": str, "started_at": str, "seconds": float}
    database.table("plays").create(plays, pk="id")
    answers = {"bank": str, "version": str, "item": str, "asked": int, "correct": int}
    database.table("answers").create(answers, pk=("bank", "version", "item"))


@migrations()
def m002_counts_of_the_hour(database: Database) -> None:
    """Nothing ever wrote a play of the first shape, a row each."""
    database.table("plays").drop()
    text = ("hour", "pack", "version", "item", "sha256", "title")
    plays = {**dict.fromkeys(text, str), "times": int, "seconds": float}
    database.table("plays").create(plays, pk=("hour", "pack", "version", "item", "sha256"))
    database.table("uses").create({"hour": str, "thing": str, "times": int}, pk=("hour", "thing"))


@migrations()
def m003_sums_of_the_hour(database: Database) -> None:
    """What was counted in `answers` is dropped: items that were skipped stood there as wrong, and the attempts of one
    visit together, so that nothing true can be said of them. No hall ever asked for it.
    """
    database.table("answers").drop()
    sums = {**dict.fromkeys(("feature", "hour", "what", "which", "numbers"), str)}
    database.table("sums").create(sums, pk=("feature", "hour", "what", "which"))
