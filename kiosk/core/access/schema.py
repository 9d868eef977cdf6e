"""Tables of the people who work at the hall's pages: accounts, wrong tries, known browsers, pads, ratings.

Sessions are not here: they live in memory only, so a copied database opens no page.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text
from sqlalchemy.sql import text

from kiosk.core.database.schema import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", Text, nullable=False),
    Column("password_hash", Text, nullable=False),  # Argon2id, with its own salt and costs
    Column("must_change", Integer, nullable=False, server_default=text("0")),  # set by somebody else
    Column("made_at", Text, nullable=False),
    Column("closed_at", Text),
    Column("single_keys", Integer, nullable=False, server_default=text("1")),  # 0: no shortcuts of one key
    CheckConstraint("role IN ('clerk', 'keeper')", name="role"),
)

# Wrong tries in a row. `mark` is a hash of what they are counted by: a name at an address or in a browser, a name, an
# address; also of names nobody has, since a locked answer must not tell which names exist.
login_tries = Table(
    "login_tries",
    metadata,
    Column("mark", Text, primary_key=True),
    Column("name_hash", Text, nullable=False, server_default=""),  # a new password frees the name's rows
    Column("wrong", Integer, nullable=False),
    Column("locked_until", Text),
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Browsers and addresses from which somebody logged in: strangers who try the name elsewhere do not lock these.
login_places = Table(
    "login_places",
    metadata,
    Column("account_id", ForeignKey("accounts.id"), primary_key=True),
    Column("mark", Text, primary_key=True),  # hash of the browser's cookie, or of the address
    Column("seen_at", Text, nullable=False),
    sqlite_with_rowid=False,
)

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
