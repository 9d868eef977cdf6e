"""Tables of the packs of a hall: drafts, versions, what was published when and by whom, and what stays down."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from kiosk.core.database.metadata import metadata

packs = Table(
    "packs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),  # of the draft: who saves has to have seen it
    Column("saved_at", Text),
    Column("saved_by", ForeignKey("accounts.id")),
    Column("papers", Text),  # of the draft, as papers.toml says them; null: nobody has written any yet
)

# What editors are making in the browser, an item each; their files lie in the drafts' folder.
draft_items = Table(
    "draft_items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pack_id", ForeignKey("packs.id"), nullable=False),
    Column("item", Text, nullable=False),
    Column("place", Integer, nullable=False),  # in the pack's order
    Column("written", Text, nullable=False),  # what the manifest says of it, as JSON; days as 2026-11-30
    UniqueConstraint("pack_id", "item", name="draft_item"),
)

# One built file; its bytes lie in the folder of the shelf under their digest. Accounts are null where root's command
# on the hall machine did it.
pack_versions = Table(
    "pack_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pack_id", ForeignKey("packs.id"), nullable=False),
    Column("number", Integer, nullable=False),  # 1, 2, 3 … of the pack
    Column("version", Text, nullable=False),  # as its manifest says
    Column("digest", Text, nullable=False),  # SHA-256 of the built file, hex
    Column("bytes", Integer, nullable=False),
    Column("items", Integer, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("made_by", ForeignKey("accounts.id")),
    Column("approved_at", Text),
    Column("approved_by", ForeignKey("accounts.id")),
    Column("cleared_at", Text),  # its file made room for others
    Column("placeholders", Integer, nullable=False, server_default="0"),  # places of it that read 请改
    UniqueConstraint("pack_id", "number", name="pack_number"),
    CheckConstraint("length(digest) = 64", name="digest"),
)

# Every time a version came onto the screens; the last of a pack is what plays. `version_id` null: the pack was taken
# off as a whole.
publications = Table(
    "publications",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pack_id", ForeignKey("packs.id"), nullable=False),
    Column("version_id", ForeignKey("pack_versions.id")),
    Column("how", Text, nullable=False),  # publish, roll_back or take_down
    Column("at", Text, nullable=False),
    Column("by", ForeignKey("accounts.id")),
    CheckConstraint("how IN ('publish', 'roll_back', 'take_down')", name="how"),
)
Index("ix_publications_pack", publications.c.pack_id, publications.c.id)

# What was taken down stays down: an item by its number in the pack and by what its file holds, in every version and
# whatever a stick brings, until a keeper puts it back by name.
tombstones = Table(
    "tombstones",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("pack", Text, nullable=False),
    Column("item", Text, nullable=False),
    Column("file_digest", Text, nullable=False, server_default=""),  # SHA-256 of the item's file, hex
    Column("why", Text, nullable=False, server_default=""),
    Column("at", Text, nullable=False),
    Column("by", ForeignKey("accounts.id")),
    Column("put_back_at", Text),
    Column("put_back_by", ForeignKey("accounts.id")),
)
Index("ix_tombstones_down", tombstones.c.pack, tombstones.c.item, sqlite_where=tombstones.c.put_back_at.is_(None))

# A question that is asked no more, in no paper that begins: by its bank (pack and item) and its number there, and by
# the version of its wording, until a keeper brings it back. Its bank need not be the hall's: the terminals' own too.
withdrawn_questions = Table(
    "withdrawn_questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("bank", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("version", Text, nullable=False, server_default=""),
    Column("why", Text, nullable=False, server_default=""),
    Column("at", Text, nullable=False),
    Column("by", ForeignKey("accounts.id")),
    Column("brought_back_at", Text),
    Column("brought_back_by", ForeignKey("accounts.id")),
)
Index("ix_withdrawn_questions", withdrawn_questions.c.bank, withdrawn_questions.c.question)

# One row: grows with each change of what shows or stays down, and never goes back, also after a restore (it is the
# seconds since 1970 where those are more). `published` is what it was at the newest publication.
pack_serial = Table(
    "pack_serial",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("serial", Integer, nullable=False),
    Column("published", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

# Every release that screens were ever offered: what a stick brings has to be one of them.
pack_releases = Table(
    "pack_releases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("release", Text, nullable=False, unique=True),  # SHA-256, hex, of what it names
    Column("told", Text, nullable=False),  # the release as JSON
    Column("at", Text, nullable=False),
)

# What each terminal and board said last of what it shows.
pack_screens = Table(
    "pack_screens",
    metadata,
    Column("terminal_id", ForeignKey("terminals.id"), primary_key=True),
    Column("told", Text, nullable=False),  # as JSON, see `wire_delivery`
    Column("at", Text, nullable=False),
    sqlite_with_rowid=False,
)
