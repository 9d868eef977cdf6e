"""`python -m kiosk.ui.voice`: the voice process. Started by the announcer, not by hand."""

import sys

from kiosk.ui.voice.process import main

sys.exit(main())
