"""`python -m devices read-card|print-test --port PATH`."""

import sys

from devices.field_tools import main

sys.exit(main())
