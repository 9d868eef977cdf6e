"""Tables of 忆初心 in the hall database. No column holds anything readable about a person.

A record belongs to the batch that brought it, and shows only once its batch is published: publishing 100,000 people
is one small UPDATE, and an import that dies halfway leaves nothing to see. Of several rows for one person the newest
published one counts.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.sql import text

from kiosk.core.database.metadata import metadata
from kiosk.core.sealing.personal_table import PersonalTable
from kiosk.core.sealing.sealed_table import SealedTable

ROWS_A_BATCH = 1_000_000
"""A record's id is batch x 1,000,000 + its row in the sheet: known before sealing, which binds the blob to it."""

record_batches = Table(
    "record_batches",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("began_at", Text, nullable=False),
    Column("published_at", Text),  # null: staged, or given up
    Column("swept_at", Text),  # null: older rows of the same people, or a given-up batch's own, may still be there
    Column("rows", Integer, nullable=False, server_default=text("0")),
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("batch_id", ForeignKey("record_batches.id"), nullable=False),
    Column("blind", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("blob", LargeBinary, nullable=False),
)
Index("ix_records_blind", records.c.blind, records.c.batch_id, unique=True)
Index("ix_records_batch_id", records.c.batch_id)

# One page of a scanned paper. The image lies in its own sealed file; `file` is its name and, with this row's id, what
# sealing binds it to. The data key is here and not beside the file: without the row the file is noise for ever.
scans = Table(
    "scans",
    metadata,
    Column("id", Integer, primary_key=True),  # minted by the writer at random: known before sealing
    Column("blind", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),  # record.LetterKind
    Column("page", Integer, nullable=False),  # from 1
    Column("file", Text, nullable=False, unique=True),
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("state", Text, nullable=False),  # staged, approved, refused
    Column("added_at", Text, nullable=False),
    Column("decided_at", Text),
    Column("decided_by", ForeignKey("accounts.id")),
    Column("source", LargeBinary),  # keyed mark of the file and its page: a folder given twice brings nothing twice
)
Index("ix_scans_blind", scans.c.blind, scans.c.state)
Index("ix_scans_source", scans.c.source)
Index("ix_scans_state", scans.c.state, scans.c.added_at)

# A one-time PIN that a clerk issued after checking the document: for one ID number, whether or not a record exists.
lookup_pins = Table(
    "lookup_pins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("blind", LargeBinary, nullable=False),
    Column("proof", LargeBinary, nullable=False),  # keyed hash of number and PIN
    Column("issued_at", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("issued_by", ForeignKey("accounts.id"), nullable=False),
    Column("used_at", Text),
)
Index("ix_lookup_pins_blind", lookup_pins.c.blind)

# Wrong PINs in a row, for one ID number or at one terminal: `mark` is a keyed hash of either.
pin_locks = Table(
    "pin_locks",
    metadata,
    Column("mark", LargeBinary, primary_key=True),
    Column("wrong", Integer, nullable=False),
    Column("locked_until", Text),
    Column("at", Text, nullable=False),
)

# The newest look-ups of a terminal, for the cap an hour; only when, how and by whom, never of whom.
look_ups = Table(
    "look_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("terminal_id", ForeignKey("terminals.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("path", Text, nullable=False, server_default="card"),  # or "pin": each has a cap of its own
)

Index("ix_look_ups_terminal", look_ups.c.terminal_id, look_ups.c.path, look_ups.c.at)

SEALED = (SealedTable(records), SealedTable(scans))
"""What 忆初心 keeps sealed."""

PERSONAL = (
    PersonalTable(records, "records"),
    PersonalTable(scans, "letters"),
    PersonalTable(lookup_pins, "pins", audited=False),
)
"""What it keeps of single people."""
