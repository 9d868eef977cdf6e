"""Services and windows have an English name, for visits in English; those of a new hall are filled in"""

import sqlalchemy as sa
from alembic import op

revision = "0012_english"
down_revision = "0011_walls"
branch_labels = None
depends_on = None

# As a new hall has had them so far: a keeper who renamed one has to say its English name.
_SERVICES = (
    ("党员服务", "Party members"),
    ("综合业务", "General services"),
    ("帮办代办", "Done for you"),
    ("咨询投诉", "Advice and complaints"),
)
_WINDOW = " 号窗口"


def upgrade() -> None:
    for table in ("services", "windows"):
        op.add_column(table, sa.Column("english", sa.Text(), nullable=False, server_default=""))
    connection = op.get_bind()
    for name, english in _SERVICES:
        connection.execute(sa.text("UPDATE services SET english = :e WHERE name = :n"), {"e": english, "n": name})
    for (name,) in connection.execute(sa.text("SELECT name FROM windows")).fetchall():
        number = name.removesuffix(_WINDOW)
        if number != name and number.isdecimal():
            filled = {"e": f"Window {number}", "n": name}
            connection.execute(sa.text("UPDATE windows SET english = :e WHERE name = :n"), filled)


def downgrade() -> None:
    raise NotImplementedError("restore a backup instead")
