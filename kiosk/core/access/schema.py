"""Tables of who may enter: accounts, wrong tries, known browsers, terminals, enrolment codes, and what was refused.

Sessions are not here: they live in memory only, so a copied database opens no page.
"""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, Table, Text
from sqlalchemy.sql import text

from kiosk.core.database.metadata import metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("roles", Text, nullable=False),  # of `rights.ROLES`, in their order: "clerk,editor"
    Column("password_hash", Text, nullable=False),  # Argon2id, with its own salt and costs
    Column("must_change", Integer, nullable=False, server_default=text("0")),  # set by somebody else
    Column("made_at", Text, nullable=False),
    Column("closed_at", Text),
    Column("single_keys", Integer, nullable=False, server_default=text("1")),  # 0: no shortcuts of one key
    CheckConstraint("roles <> ''", name="roles"),
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

# How often what was refused on a day: a kind of `security_counts.Refused`, and nothing else about it.
security_counts = Table(
    "security_counts",
    metadata,
    Column("day", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)
