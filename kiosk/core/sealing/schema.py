"""Tables of the seal: which key ring sealed this database, and the audit chain."""

from sqlalchemy import Column, Integer, LargeBinary, Table, Text

from kiosk.core.database.metadata import metadata

# One row: which key ring sealed this database, so that a wrong or new key file is told before anything is touched.
record_vault = Table(
    "record_vault",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("ring_id", Text, nullable=False),
    Column("check_value", LargeBinary, nullable=False),
    Column("bound_at", Text, nullable=False),
    # The key ring, sealed by the recovery code that was printed once; each backup carries it.
    Column("recovery", LargeBinary),
    Column("recovery_made_at", Text),
    Column("recovery_rehearsed_at", Text),
)

# Who asked, what kind, when, with what outcome, about whom (blind index): never the content. Append-only by triggers;
# each row's `link` covers the one before it, keyed, so that a row changed or taken out breaks the chain.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),  # card, pin, clerk, editor, keeper, service
    Column("terminal_id", Integer),
    Column("action", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("blind", LargeBinary),
    Column("detail", Text),  # JSON of counts and numbers of rows
    Column("link", LargeBinary, nullable=False),
)
