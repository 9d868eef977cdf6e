"""`python -m devices read-card|print-test --port PATH`."""

import io
import sys

from devices.field_tools import main

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")  # a terminal in latin-1 has no sign for a name
sys.exit(main())
