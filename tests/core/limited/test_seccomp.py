"""The list of system calls: its numbers against the kernel's headers, its program run by hand."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from kiosk.core.limited import seccomp
from kiosk.core.limited.seccomp import Machine

HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),  # which aarch64 uses as it is
}
ALLOW, REFUSE, KILL = 0x7FFF0000, 0x00050001, 0x80000000
X32 = 0x40000000


def outcome(machine: Machine, number: int, *arguments: int, paths: bool = False, architecture: int = 0) -> int:
    """What the kernel would do: the four instructions that are used, over struct seccomp_data."""
    data = struct.pack(
        "<IIQ6Q", number, architecture or machine.architecture, 0, *arguments, *[0] * (6 - len(arguments))
    )
    program = list(seccomp.program(machine, paths=paths))
    at, held = 0, 0
    while True:
        code, yes, no, operand = program[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("<I", data, operand)
        elif code == 0x06:
            return operand
        else:
            at += yes if (held == operand if code == 0x15 else held & operand) else no


@pytest.fixture(params=HEADERS)
def machine(request: pytest.FixtureRequest) -> Machine:
    return seccomp.MACHINES[request.param]


@pytest.mark.parametrize("name", HEADERS)
def test_the_numbers_are_the_kernel_s(name: str) -> None:
    if not HEADERS[name].exists():
        pytest.skip("no kernel headers here")
    defined = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", HEADERS[name].read_text()))
    alias = {"newfstatat": "fstatat"} if name == "aarch64" else {}
    for call, number in seccomp.MACHINES[name].numbers.items():
        assert defined[alias.get(call, call)] == str(number), call


def test_what_is_not_listed_is_refused(machine: Machine) -> None:
    for paths in (False, True):
        passing = {number for number in range(1024) if outcome(machine, number, paths=paths) == ALLOW}
        listed = {number for name, number in machine.numbers.items() if paths or name not in seccomp.PATHS}
        assert passing == listed - {machine.numbers["fcntl"]}  # with arguments of 0 it duplicates
        assert not [number for number in range(1024) if outcome(machine, X32 | number, paths=paths) != REFUSE]


def test_a_call_of_another_architecture_ends_the_process(machine: Machine) -> None:
    assert outcome(machine, machine.numbers["read"], architecture=0x40000003) == KILL  # i386


@pytest.mark.parametrize("high", [0, 1 << 32], ids=["", "with upper bits"])
def test_nothing_becomes_executable_and_nothing_is_opened_to_be_written(machine: Machine, high: int) -> None:
    numbers = machine.numbers
    for call in ("mmap", "mprotect"):
        answers = [outcome(machine, numbers[call], 0, 4096, high | protection) for protection in range(8)]
        assert answers == [ALLOW] * 4 + [REFUSE] * 4
    opened = {flags: outcome(machine, numbers["openat"], 0, 0, high | flags, paths=True) for flags in
              (0, 0o2000000, 1, 2, 3, 0o100, 0o1000, 0o2000, 0o20200000, 0o10000000)}  # fmt: skip
    assert [flags for flags, answer in opened.items() if answer == ALLOW] == [0, 0o2000000]
    owners = [value for value in range(2048) if outcome(machine, numbers["fcntl"], 1, value, paths=True) == ALLOW]
    assert owners == [1, 3]  # F_GETFD, F_GETFL
