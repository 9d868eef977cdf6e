"""What the packs of a hall write into the event log; `detail` holds numbers of accounts, packs and versions only."""

PACK_TAKEN = "pack_taken"
PACK_APPROVED = "pack_approved"
PACK_PUBLISHED = "pack_published"
PACK_ROLLED_BACK = "pack_rolled_back"
PACK_TAKEN_DOWN = "pack_taken_down"
PACK_PUT_BACK = "pack_put_back"
QUESTION_WITHDRAWN = "question_withdrawn"
QUESTION_BROUGHT_BACK = "question_brought_back"
PACK_SHOWN = "pack_shown"

NAMES = frozenset(value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str))

CONTENT = frozenset(
    {PACK_PUBLISHED, PACK_ROLLED_BACK, PACK_TAKEN_DOWN, PACK_PUT_BACK, QUESTION_WITHDRAWN, QUESTION_BROUGHT_BACK}
)
"""After these the screens ask what they shall show."""
