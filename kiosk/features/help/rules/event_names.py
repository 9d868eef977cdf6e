"""What calls for help write into the event log."""

HELP_WANTED = "help_wanted"
HELP_ANSWERED = "help_answered"

NAMES = frozenset(value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str))
