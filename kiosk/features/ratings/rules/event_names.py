"""What pads and ratings write into the event log."""

PAD_OPENED = "pad_opened"
TICKET_RATED = "ticket_rated"
RATING_CLOSED = "rating_closed"

NAMES = frozenset(value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str))
