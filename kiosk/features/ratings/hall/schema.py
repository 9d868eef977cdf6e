"""Tables of the rating pads at the windows, and what was rated."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text

from kiosk.core.database.metadata import metadata

# A rating pad holds one random token and may do nothing but rate at its window.
pads = Table(
    "pads",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("window_id", ForeignKey("windows.id"), nullable=False),
    Column("token_hash", Text, nullable=False, unique=True),
    Column("made_at", Text, nullable=False),
    Column("revoked_at", Text),
)

# 好差评: one for a served ticket. Levels 4 and 5 are bad and stay open until a keeper closes them.
ratings = Table(
    "ratings",
    metadata,
    Column("ticket_id", ForeignKey("tickets.id"), primary_key=True),
    Column("window_id", ForeignKey("windows.id"), nullable=False),
    Column("level", Integer, nullable=False),
    Column("reasons", Text, nullable=False, server_default=""),  # names of the catalogue, joined by spaces
    Column("at", Text, nullable=False),
    Column("closed_at", Text),
    Column("closed_by", ForeignKey("accounts.id")),
    Column("note", Text, nullable=False, server_default=""),  # what the keeper did about it
    CheckConstraint("level BETWEEN 1 AND 5", name="level"),
)
Index("ix_ratings_open", ratings.c.at, sqlite_where=(ratings.c.level >= 4) & ratings.c.closed_at.is_(None))
