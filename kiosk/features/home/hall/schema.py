"""Tables of home. Nothing in them is about a visitor."""

from sqlalchemy import Column, ForeignKey, Integer, Table, Text

from kiosk.core.database.metadata import metadata

# Each arrangement that an editor saved; the newest holds, the others say who changed what.
home_arrangements = Table(
    "home_arrangements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("rows", Text, nullable=False),  # JSON: [["daily", "home"], …], in their order
    Column("at", Text, nullable=False),
    Column("by", ForeignKey("accounts.id")),
)
