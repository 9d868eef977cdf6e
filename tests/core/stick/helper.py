"""The root helper on a machine made of folders, as systemd starts it: standard input is the connection.

unshare -m … python -m tests.core.stick.helper '{"sys": …, "dev": …, "at": …, "askers": {"0": …}, "bounds": {…}}'
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path

from kiosk.core.stick.plugged import Plugged
from kiosk.core.stick.root import Places, Session
from kiosk.core.stick.tree import Bounds


def main() -> None:
    told = json.loads(sys.argv[1])
    askers = {int(uid): Path(folder) for uid, folder in told["askers"].items()}
    plugged = Plugged(Path(told["sys"]), Path(told["dev"]))
    with socket.socket(fileno=os.dup(0)) as connection:
        Session(connection, Places(plugged, Path(told["at"]), askers, Bounds(**told["bounds"]))).serve()


if __name__ == "__main__":
    main()
