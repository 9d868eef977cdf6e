"""Tables of how the hall is used. Nothing in them is about one visit or one person."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from kiosk.core.database.metadata import metadata

# Reports that were counted: one delivered twice is counted once, for as long as anything of it is kept.
use_reports = Table(
    "use_reports",
    metadata,
    Column("terminal_id", ForeignKey("terminals.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("day", Text, nullable=False),  # on which it came
    sqlite_with_rowid=False,
)
Index("ix_use_reports_day", use_reports.c.terminal_id, use_reports.c.day)

# How often what came up (`rules/things.py`), by terminal and hour. Filed by the Monday of its week, since whole weeks
# are what is read; by the thing first, so that a year of one thing is one run of rows.
use_counts = Table(
    "use_counts",
    metadata,
    Column("thing", Text, primary_key=True),
    Column("week", Text, primary_key=True),
    Column("terminal_id", ForeignKey("terminals.id"), primary_key=True),
    Column("weekday", Integer, primary_key=True),  # 0 is Monday
    Column("hour", Integer, primary_key=True),  # -1: the terminal's clock was wrong
    Column("times", Integer, nullable=False),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("hour BETWEEN -1 AND 23", name="hour"),
    sqlite_with_rowid=False,
)

# What was ever shown: an item of a version of a pack, by what its file holds.
played_items = Table(
    "played_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pack", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # hex; empty: the file was gone before it could be read
    Column("title", Text, nullable=False),
    Column("last_day", Text, nullable=False),  # on which a report of it came
    UniqueConstraint("pack", "version", "item", "sha256", name="played_item"),
)
Index("ix_played_items_last_day", played_items.c.last_day)

# Proof of play of each screen, by day; and of the hall as a whole, which is kept longer.
screen_plays = Table(
    "screen_plays",
    metadata,
    Column("day", Text, primary_key=True),
    Column("terminal_id", ForeignKey("terminals.id"), primary_key=True),
    Column("item_id", ForeignKey("played_items.id"), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    sqlite_with_rowid=False,
)
hall_plays = Table(
    "hall_plays",
    metadata,
    Column("day", Text, primary_key=True),
    Column("item_id", ForeignKey("played_items.id"), primary_key=True),
    Column("times", Integer, nullable=False),
    Column("seconds", Integer, nullable=False),
    sqlite_with_rowid=False,
)
