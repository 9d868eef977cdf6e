"""`kiosk doctor`: is this machine fit to serve, and how is each trouble mended?

    sys.exit(show(run_checks(settings), as_json=False))

Workflow: every check is a small function from the settings to one or more `Check` values; none changes anything, none
needs the application to run, and one that fails never keeps the next from running.
"""

from kiosk.apps.doctor.check import Check, State, as_table, exit_status
from kiosk.apps.doctor.rounds import run_checks
from kiosk.apps.doctor.show import show

__all__ = ["Check", "State", "as_table", "exit_status", "run_checks", "show"]
