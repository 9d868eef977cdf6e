"""What a 正式测试 costs a ticket: 30 terminals answer every two seconds each while numbers are taken.

    found = exam_rows()          # of `deploy/bench quiz`

One hall service in a process of its own; the terminals in another (`python -m tests.benchmarks.exam_load`), which hears
on its stdin when to answer and when to rest. With and without them in turns, within some seconds of each other: a busy
machine slows both alike.
"""

from __future__ import annotations

import http.client
import json
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.benchmarks.table import Row

TERMINALS, EVERY_SECONDS, ALIVE_SECONDS = 30, 2.0, 5.0
QUESTIONS, BANK = 50, 200
TURNS, A_TURN, PAUSE_SECONDS = 12, 50, 0.04  # one number every 40 ms: more than a full hall takes
SETTLE_SECONDS = 2.5
GOAL = 2.0


def exam_rows() -> list[Row]:
    """Starts and stops a hall service of its own on a throw-away directory of the system's temporary folder."""
    with tempfile.TemporaryDirectory() as place:
        hall = _Hall(Path(place))
        try:
            without, during, sent = hall.measure()
        finally:
            hall.stop()
    before, meanwhile = _late(without), _late(during)
    ratio = meanwhile / before
    return [
        Row("a number while nobody sits an exam, p50", statistics.median(without) * 1000, "ms"),
        Row(f"a number while {TERMINALS} terminals answer, p50", statistics.median(during) * 1000, "ms",
            statistics.median(without) * 1000, statistics.median(during) / statistics.median(without)),
        Row(f"a number while {TERMINALS} terminals answer every {EVERY_SECONDS:.0f} s, p99", meanwhile, "ms", before,
            ratio, f"≤ {GOAL:.0f}×", ratio <= GOAL),
        Row("  an answer meanwhile, until it is on the disk, p99", _late(sent.took), "ms"),
        Row("  answers lost or counted twice", sent.lost, "", goal="0", met=sent.lost == 0),
    ]  # fmt: skip


def _late(seconds: list[float]) -> float:
    """p99 in ms."""
    return statistics.quantiles(seconds, n=100)[98] * 1000


@dataclass
class _Sent:
    took: list[float]
    lost: int


class _Hall:
    def __init__(self, place: Path) -> None:
        from kiosk.apps.hall.service import open_service
        from kiosk.core.database.clock import HALL_TIME
        from kiosk.features.quiz.rules.exams.exam import Exam
        from tests.apps.hall.process import HallProcess
        from tests.features.quiz.hall.exams.halls import bank, person

        self._process = HallProcess(place)
        people = [person(which) for which in range(1, TERMINALS + 1)]
        service = open_service(self._process.settings, demo=True, serves=False)
        try:
            assert service.exams is not None
            keeper = service.accounts.add("管理员", ("keeper",), "云溪里的早晨七点三十分").id
            now = datetime.now(HALL_TIME)
            exam = Exam("测试", now - timedelta(hours=1), now + timedelta(hours=6), ((None, QUESTIONS),), 60, 300)
            self._exam = service.exams.keeping.open_exam(exam, bank(BANK), by=keeper)
            service.exams.keeping.set_people(self._exam, people, by=keeper)
        finally:
            service.close()
        self._process.start()
        self._token = self._process.token("取号")
        told = {
            "port": self._process.settings.port, "exam": self._exam,
            "people": [[self._process.token(f"{number} 号"), one.name, one.id_number]
                       for number, one in enumerate(people)],
        }  # fmt: skip
        self._load = subprocess.Popen(
            [sys.executable, "-m", "tests.benchmarks.exam_load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        self._say(json.dumps(told))
        assert self._heard() == "ready"

    def measure(self) -> tuple[list[float], list[float], _Sent]:
        """Seconds of each number without and with the exam."""
        line, without, during = _Line(self._process.settings.port, self._token), list[float](), list[float]()
        for turn in range(TURNS + 1):  # the first warms up
            for on, found in ((False, without), (True, during)):
                self._say("on" if on else "off")
                time.sleep(SETTLE_SECONDS)
                took = [self._take(line, turn, on, number) for number in range(A_TURN)]
                found += took if turn else []
        self._say("end")
        said = json.loads(self._heard())
        return without, during, _Sent(said["took"], said["lost"])

    def stop(self) -> None:
        self._load.kill()
        self._load.wait()
        self._process.stop()

    def _take(self, line: _Line, turn: int, on: bool, number: int) -> float:
        time.sleep(PAUSE_SECONDS)
        began = time.perf_counter()
        line.post("/api/tickets", {"service_id": number % 4 + 1}, f"bench-{turn:02d}-{on:d}-{number:04d}")
        return time.perf_counter() - began

    def _say(self, text: str) -> None:
        assert self._load.stdin is not None
        self._load.stdin.write(text + "\n")
        self._load.stdin.flush()

    def _heard(self) -> str:
        assert self._load.stdout is not None
        return self._load.stdout.readline().strip()


class _Line:
    """One kept-alive connection."""

    def __init__(self, port: int, token: str) -> None:
        self._token = token
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._line.connect()
        self._line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def post(self, path: str, body: dict[str, Any], key: str = "") -> Any:
        headers = {"Authorization": f"Bearer {self._token}"} | ({"Idempotency-Key": key} if key else {})
        self._line.request("POST", path, json.dumps(body), headers)
        answer = self._line.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {content.decode()}")
        return json.loads(content) if content else None


# -- the terminals, in a process of their own -------------------------------------------------------------------------


class _Terminal(threading.Thread):
    def __init__(self, port: int, exam: int, person: list[str], at: float) -> None:
        super().__init__(daemon=True)
        token, name, number = person
        self._line, self._at = _Line(port, token), at
        self._visit = self._line.post("/api/exams/card", {"name": name, "id_number": number})["visit"]
        self._line.post("/api/exams/start", {"visit": self._visit, "exam": exam})
        self.on, self.over = threading.Event(), threading.Event()
        self.took: list[float] = []
        self.lost, self._number = 0, 0

    def run(self) -> None:
        time.sleep(self._at)
        due = heard = time.monotonic()
        while not self.over.is_set():
            now = time.monotonic()
            if self.on.is_set() and now >= due:
                due = max(due + EVERY_SECONDS, now)
                self._answer()
            elif self.on.is_set() and now - heard >= ALIVE_SECONDS:
                heard = now
                self._line.post("/api/exams/alive", {"visit": self._visit})
            self.over.wait(0.02)

    def _answer(self) -> None:
        self._number += 1
        place = self._number % QUESTIONS
        body = {"visit": self._visit, "number": self._number, "place": place, "answer": {"chosen": [self._number % 2]}}
        began = time.perf_counter()
        said = self._line.post("/api/exams/answer", body | {"next": (place + 1) % QUESTIONS})
        self.took.append(time.perf_counter() - began)
        self.lost += said["number"] != self._number or place not in said["answered"]


def _sit() -> None:
    told = json.loads(sys.stdin.readline())
    terminals = [
        _Terminal(told["port"], told["exam"], person, EVERY_SECONDS * which / TERMINALS)
        for which, person in enumerate(told["people"])
    ]
    for one in terminals:
        one.start()
    print("ready", flush=True)
    for line in sys.stdin:
        said = line.strip()
        if said == "end":
            break
        for one in terminals:
            (one.on.set if said == "on" else one.on.clear)()
    for one in terminals:
        one.over.set()
    for one in terminals:
        one.join(60)
    took = [seconds for one in terminals for seconds in one.took]
    print(json.dumps({"took": took, "lost": sum(one.lost for one in terminals)}), flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _sit()
