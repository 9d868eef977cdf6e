"""What is written into the event log of who may enter."""

TERMINAL_ENROLLED = "terminal_enrolled"
TERMINAL_REVOKED = "terminal_revoked"
ACCOUNT_ADDED = "account_added"
ACCOUNT_CLOSED = "account_closed"
ROLES_SET = "roles_set"
PASSWORD_SET = "password_set"
LOGGED_IN = "logged_in"
LOGIN_REFUSED = "login_refused"

NAMES = frozenset(value for name, value in list(globals().items()) if name.isupper() and isinstance(value, str))
