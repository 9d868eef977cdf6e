"""What the arrangement of home writes into the event log; `detail` holds the account's number and the revision."""

HOME_ARRANGED = "home_arranged"

NAMES = frozenset({HOME_ARRANGED})

CONTENT = NAMES
"""After it the screens ask what they shall show."""
