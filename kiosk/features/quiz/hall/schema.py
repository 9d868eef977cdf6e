"""Tables of what is answered in the quiz. Sums alone: nothing in them is about one attempt or one person."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from kiosk.core.database.metadata import metadata

# Reports that were counted: one delivered twice is counted once, for as long as anything of it is kept.
quiz_reports = Table(
    "quiz_reports",
    metadata,
    Column("terminal_id", ForeignKey("terminals.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("day", Text, nullable=False),  # on which it came
    sqlite_with_rowid=False,
)
Index("ix_quiz_reports_day", quiz_reports.c.terminal_id, quiz_reports.c.day)

# What was ever asked or doubted: an item of a bank in one wording. The wording itself is in the pack.
quiz_items = Table(
    "quiz_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bank", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("last_day", Text, nullable=False),  # on which a report of it came
    Column("kept_day", Text),  # on which a keeper looked at it, and it stays: its figures need no look any more
    UniqueConstraint("bank", "item", "version", name="quiz_item"),
)
Index("ix_quiz_items_last_day", quiz_items.c.last_day)

# Running sums of an item's answers (`rules/statistics.py`), of the whole hall, filed by the Monday of their week, since
# whole weeks are what is read. By the item first: all its weeks are one run of rows.
quiz_answers = Table(
    "quiz_answers",
    metadata,
    Column("item_id", ForeignKey("quiz_items.id"), primary_key=True),
    Column("week", Text, primary_key=True),
    Column("right", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("rested", Integer, nullable=False),
    Column("rested_right", Integer, nullable=False),
    Column("rest", Integer, nullable=False),  # thousandths
    Column("rest_squares", Integer, nullable=False),
    Column("rest_of_right", Integer, nullable=False),
    Column("again", Integer, nullable=False),  # answers of later attempts of a visit, which count for nothing else
    sqlite_with_rowid=False,
)

quiz_papers = Table(
    "quiz_papers",
    metadata,
    Column("week", Text, primary_key=True),
    Column("paper", Text, primary_key=True),
    Column("first", Integer, nullable=False),  # finished first in a visit
    Column("again", Integer, nullable=False),
    Column("points", Integer, nullable=False),  # of the first, of 100 each
    sqlite_with_rowid=False,
)

# 这题有问题, by day. `settled`: a keeper looked, and the question stays.
quiz_doubts = Table(
    "quiz_doubts",
    metadata,
    Column("item_id", ForeignKey("quiz_items.id"), primary_key=True),
    Column("day", Text, primary_key=True),
    Column("reason", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("settled", Integer, nullable=False),
    CheckConstraint("settled IN (0, 1)", name="settled"),
    sqlite_with_rowid=False,
)
