"""Tables of the hall database that belong to no single feature.

The others are beside their desks (``features/tickets/hall/schema.py``), on the same ``metadata``, each with a migration
file of its own in ``migrations/versions``. Times are ISO 8601 text in hall time with milliseconds and offset
(``2026-11-17T10:26:03.120+08:00``): they sort as text, and any SQLite tool can read them.
"""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from kiosk.core.database.metadata import metadata

# High-water marks: `business_date` and whatever else may only grow.
marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

# The one event log: append-only (triggers refuse UPDATE and DELETE). A ticket event carries its ticket_id;
# /api/events says only that one was added, and `id` is its Last-Event-ID.
events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("terminal_id", ForeignKey("terminals.id")),
    Column("window_id", ForeignKey("windows.id")),
    Column("detail", Text),  # JSON; never anything personal
)

# What an order already brought: the same key again is the same answer. `ticket_id` null: given up before it came.
idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("owner", Text, primary_key=True),  # "t3": terminal 3; "w2": window 2
    Column("key", Text, primary_key=True),
    Column("verb", Text, nullable=False),
    Column("ticket_id", ForeignKey("tickets.id")),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)
