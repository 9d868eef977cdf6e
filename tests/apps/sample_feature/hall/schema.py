"""Two tables of sealed rows, one with the bytes in it, one with the name of a sealed file.

They stand on a list of their own: the hall's is held against a hall that never had this feature.
"""

from sqlalchemy import Column, Integer, LargeBinary, MetaData, Table, Text

from kiosk.core.sealing.personal_table import PersonalTable
from kiosk.core.sealing.sealed_table import SealedTable

_metadata = MetaData()

notes = Table(
    "sample_notes",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("blind", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("blob", LargeBinary, nullable=False),
)

drawings = Table(
    "sample_drawings",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("blind", LargeBinary, nullable=False),
    Column("key_version", Integer, nullable=False),
    Column("wrapped_key", LargeBinary, nullable=False),
    Column("file", Text, nullable=False),
)

# Who wrote when, so that nobody writes all day: gone after a week.
turns = Table(
    "sample_turns",
    _metadata,
    Column("blind", LargeBinary, primary_key=True),
    Column("at", Text, nullable=False),
)

SEALED = (SealedTable(notes), SealedTable(drawings))
PERSONAL = (PersonalTable(notes, "notes"), PersonalTable(drawings, "drawings"), PersonalTable(turns, "turns"))
