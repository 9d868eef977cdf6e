"""Tables of 忆初心 in the hall database. No column holds anything readable about a person.

A record belongs to the batch that brought it, and shows only once its batch is published: publishing 100,000 people
is one small UPDATE, and an import that dies halfway leaves nothing to see. Of several rows for one person the newest
published one counts.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, Table, Text
from sqlalchemy.sql import text

from kiosk.hall.schema import metadata

ROWS_A_BATCH = 1_000_000
"""A record's id is batch x 1,000,000 + its row in the sheet: known before sealing, which binds the blob to it."""

# One row: which key ring sealed this database, so that a wrong or new key file is told before anything is touched.
record_vault = Table(
    "record_vault",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ring_id", Text, nullable=False),
    Column("check_value", LargeBinary, nullable=False),
    Column("bound_at", Text, nullable=False),
)

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

# Who asked, what kind, when, with what outcome, about whom (blind index): never the content. Append-only by triggers;
# each row's `link` covers the one before it, keyed, so that a row changed or taken out breaks the chain.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),  # card, keeper, service
    Column("terminal_id", Integer),
    Column("action", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("blind", LargeBinary),
    Column("detail", Text),  # JSON of counts
    Column("link", LargeBinary, nullable=False),
)
