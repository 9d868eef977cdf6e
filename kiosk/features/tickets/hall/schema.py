"""Tables of the queue: what a hall serves and when, its windows, and the day's numbers."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy.sql import text

from kiosk.core.database.metadata import metadata, one_of
from kiosk.features.tickets.rules.queue import LANES
from kiosk.features.tickets.rules.states import AT_A_WINDOW, OPEN, PrintState, ServiceState

services = Table(
    "services",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("series", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("english", Text, nullable=False, server_default=""),  # its name in a visit in English; empty: `name`
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
    Column("english", Text, nullable=False, server_default=""),
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
    one_of("print_state", tuple(state.value for state in PrintState)),
    one_of("service_state", tuple(state.value for state in ServiceState)),
    one_of("lane", LANES),
)

Index(
    "ix_tickets_waiting",
    tickets.c.business_date,
    tickets.c.service_id,
    tickets.c.lane,
    tickets.c.id,
    sqlite_where=tickets.c.service_state == ServiceState.WAITING,
)

Index(
    "ix_tickets_at_window",
    tickets.c.window_id,
    sqlite_where=tickets.c.service_state.in_(AT_A_WINDOW),
)

Index(
    "ix_tickets_person",
    tickets.c.person,
    tickets.c.service_id,
    unique=True,
    sqlite_where=tickets.c.person.is_not(None) & tickets.c.service_state.in_(OPEN),
)
