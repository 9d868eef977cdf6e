"""`kiosk …` for a shell, forked from the template of halls: an interpreter and its libraries cost each command 1 s.

    python tests/forked_commands.py SOCKET ARGUMENTS      (what a shell runs; it only hands its streams over)

The command has the shell's own streams, folder and environment; its exit status is the shell's.
"""

from __future__ import annotations

import array
import json
import os
import socket
import sys

_MOST = 1 << 20


def main(arguments: list[str]) -> None:
    """Serve commands at the socket until whoever started it ends it."""
    import signal

    import kiosk.apps.hall.restore
    import kiosk.cli
    import kiosk.core.commands.hall_verbs
    import kiosk.features.membership.commands.scan_client  # noqa: F401

    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door:
        door.bind(arguments[0])
        door.listen()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        print("ready", flush=True)
        while True:
            line, _ = door.accept()
            if os.fork() == 0:
                door.close()
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                _wait(line)
            line.close()


def _wait(line: socket.socket) -> None:
    told, streams, _, _ = socket.recv_fds(line, _MOST, 3)
    child = os.fork()
    if child == 0:
        line.close()
        _become(streams, **json.loads(told))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    line.send(str(status).encode())
    os._exit(0)


def _become(streams: list[int], words: list[str], folder: str, environment: dict[str, str]) -> None:
    import signal
    import time

    from kiosk.__main__ import main as kiosk

    signal.signal(signal.SIGINT, signal.default_int_handler)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.argv = ["kiosk", *words]
    status = 70
    try:
        kiosk()
    except SystemExit as left:
        status = left.code if isinstance(left.code, int) else 0 if left.code is None else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def hand_over(place: str, words: list[str]) -> int:
    """The command's exit status."""
    # Without pathlib, which half of the libraries come with.
    asked = {"words": words, "folder": os.getcwd(), "environment": dict(os.environ)}  # noqa: PTH109
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
        line.connect(place)
        streams = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", (0, 1, 2)))]
        line.sendmsg([json.dumps(asked).encode()], streams)
        return int(line.recv(_MOST))


if __name__ == "__main__":
    sys.exit(hand_over(sys.argv[1], sys.argv[2:]))
