"""Tables of the hall database that belong to no single room, or to the queue.

Other rooms add theirs to the same ``metadata`` (``features/membership/hall/schema.py``), each with a migration file
of its own in ``migrations/versions``. Times are ISO 8601 text in hall time with milliseconds and offset
(``2026-11-17T10:26:03.120+08:00``): they sort as text, and any SQLite tool can read them.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.sql import text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

# High-water marks: `business_date` and whatever else may only grow.
marks = Table(
    "marks",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_with_rowid=False,
)

services = Table(
    "services",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("description", Text, nullable=False, server_default=""),
    Column("icon", Text, nullable=False, server_default="ticket"),
    Column("first_number", Integer, nullable=False, server_default=text("1")),
    Column("last_number", Integer, nullable=False, server_default=text("900")),  # 901-999 is the priority lane
    Column("minutes_each", Integer, nullable=False, server_default=text("4")),  # until the day has its own figures
    Column("state", Text, nullable=False, server_default="open"),
    Column("paused_until", Text),
    Column("pause_reason", Text),
    Column("position", Integer, nullable=False),
    CheckConstraint("state IN ('open', 'paused', 'retired')", name="state"),
    CheckConstraint("length(series) = 1", name="series"),
    CheckConstraint("first_number BETWEEN 1 AND last_number AND last_number <= 999", name="range"),
)

windows = Table(
    "windows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("state", Text, nullable=False, server_default="open"),
    Column("paused_until", Text),
    Column("pause_reason", Text),
    Column("position", Integer, nullable=False),
    CheckConstraint("state IN ('open', 'paused', 'retired')", name="state"),
)

window_services = Table(
    "window_services",
    metadata,
    Column("window_id", ForeignKey("windows.id"), primary_key=True),
    Column("service_id", ForeignKey("services.id"), primary_key=True),
    sqlite_with_rowid=False,
)

# Several spans a day are several rows; 0 is Monday, as in datetime.weekday(). `24:00` closes at midnight.
opening_hours = Table(
    "opening_hours",
    metadata,
    Column("weekday", Integer, primary_key=True),
    Column("opens", Text, primary_key=True),
    Column("closes", Text, nullable=False),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("opens < closes", name="span"),
    sqlite_with_rowid=False,
)

# Dates that differ from the week: closed, like another weekday (调休), or with spans of their own
# ("08:30-12:00 13:00-16:00").
dates = Table(
    "dates",
    metadata,
    Column("day", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("like_weekday", Integer),
    Column("spans", Text),
    CheckConstraint("like_weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("like_weekday IS NULL OR spans IS NULL", name="one_way"),
    sqlite_with_rowid=False,
)

# At most so many numbers of a service within one slot of every day.
quotas = Table(
    "quotas",
    metadata,
    Column("service_id", ForeignKey("services.id"), primary_key=True),
    Column("opens", Text, primary_key=True),
    Column("closes", Text, nullable=False),
    Column("most", Integer, nullable=False),
    CheckConstraint("opens < closes", name="slot"),
    CheckConstraint("most >= 0", name="most"),
    sqlite_with_rowid=False,
)

# Where a business date begins in the event log, so that a day's report reads that day only.
business_days = Table(
    "business_days",
    metadata,
    Column("day", Text, primary_key=True),
    Column("first_event_id", Integer, nullable=False),
    sqlite_with_rowid=False,
)

terminals = Table(
    "terminals",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("token_hash", Text, nullable=False, unique=True),  # SHA-256 of a 256-bit random token: nothing to guess
    Column("enrolled_at", Text, nullable=False),
    Column("revoked_at", Text),
    Column("kind", Text, nullable=False, server_default="terminal"),  # or "board": it may only look on
)

enrol_codes = Table(
    "enrol_codes",
    metadata,
    Column("code_hash", Text, primary_key=True),
    Column("terminal_name", Text, nullable=False),
    Column("expires_at", Text, nullable=False),
    Column("used_at", Text),
    Column("kind", Text, nullable=False, server_default="terminal"),
    sqlite_with_rowid=False,
)

# A clerk's word at a terminal: it may take one priority number without a card until then.
priority_grants = Table(
    "priority_grants",
    metadata,
    Column("terminal_id", ForeignKey("terminals.id"), primary_key=True),
    Column("expires_at", Text, nullable=False),
)

# WITHOUT ROWID saves pages a commit (measured); a series is one letter's numbers on one business date.
series_counters = Table(
    "series_counters",
    metadata,
    Column("business_date", Text, primary_key=True),
    Column("series", Text, primary_key=True),
    Column("lane", Text, primary_key=True),
    Column("last_number", Integer, nullable=False),
    sqlite_with_rowid=False,
)

PRINT_STATES = ("reserved", "printed", "unknown", "void")
SERVICE_STATES = ("waiting", "called", "serving", "done", "no_show", "held", "given_back", "void", "lapsed")
LANES = ("normal", "priority")


def _one_of(column: str, names: tuple[str, ...]) -> CheckConstraint:
    return CheckConstraint(f"{column} IN ({', '.join(repr(name) for name in names)})", name=column)


tickets = Table(
    "tickets",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("business_date", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("lane", Text, nullable=False, server_default="normal"),
    Column("service_id", ForeignKey("services.id"), nullable=False),
    Column("terminal_id", ForeignKey("terminals.id")),  # null: issued by hand
    Column("print_state", Text, nullable=False),
    Column("reprints", Integer, nullable=False, server_default=text("0")),
    Column("service_state", Text, nullable=False),
    Column("ahead", Integer, nullable=False),  # people ahead when it was taken, as its slip says
    Column("wait_low_minutes", Integer, nullable=False),
    Column("wait_high_minutes", Integer, nullable=False),
    Column("taken_at", Text, nullable=False),
    Column("window_id", ForeignKey("windows.id")),
    Column("called_at", Text),
    Column("calls", Integer, nullable=False, server_default=text("0")),
    Column("serving_at", Text),
    Column("done_at", Text),
    Column("person", LargeBinary),  # keyed hash of the day and the card's number; erased when the day is over
    Column("training", Integer, nullable=False, server_default=text("0")),
    Column("for_window_id", Integer),  # transferred to this window; null: any window of the service
    Column("kept_at", Text),  # since when it is held or was not there
    Column("kept_reason", Text),
    UniqueConstraint("business_date", "series", "number"),
    _one_of("print_state", PRINT_STATES),
    _one_of("service_state", SERVICE_STATES),
    _one_of("lane", LANES),
)

Index(
    "ix_tickets_waiting",
    tickets.c.business_date,
    tickets.c.service_id,
    tickets.c.lane,
    tickets.c.id,
    sqlite_where=tickets.c.service_state == "waiting",
)
Index(
    "ix_tickets_at_window",
    tickets.c.window_id,
    sqlite_where=tickets.c.service_state.in_(["called", "serving"]),
)
Index(
    "ix_tickets_person",
    tickets.c.person,
    tickets.c.service_id,
    unique=True,
    sqlite_where=tickets.c.person.is_not(None) & tickets.c.service_state.in_(["waiting", "called", "serving", "held"]),
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

# How often what was refused on a day: a kind of `security_counts.Refused`, and nothing else about it.
security_counts = Table(
    "security_counts",
    metadata,
    Column("day", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)
