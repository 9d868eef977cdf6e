"""What the root side sees: which disk is the stick, which disks could take the system, which ports and addresses."""

from __future__ import annotations

import copy
import json

import pytest

from kiosk import __version__
from kiosk.apps.first_start.facts import facts_of
from kiosk.apps.first_start.system import Refused
from kiosk.apps.first_start.wire import Disk, Facts, SerialPort
from tests.apps.first_start_root.machine import LSBLK, PRINTER, READER, Machine


def test_from_a_stick_the_inner_disks_are_offered_and_nobody_s_other(machine: Machine) -> None:
    facts = facts_of(machine)
    assert facts.on_stick
    assert facts.disks == (
        Disk("/dev/sda", "KINGSTON SSD", 128035676160, True),
        Disk("/dev/nvme0n1", "", 256060514304, False),
    )
    assert Facts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


def test_installed_on_an_inner_disk_it_offers_none(machine: Machine) -> None:
    moved = copy.deepcopy(LSBLK)
    disks = {one["name"]: one for one in moved["blockdevices"]}
    disks["sdb"]["children"][0]["mountpoints"] = [None]
    disks["sda"]["children"][0]["mountpoints"] = ["/boot", "/"]
    machine.says["lsblk"] = json.dumps(moved)
    facts = facts_of(machine)
    assert not facts.on_stick and facts.disks == ()


def test_an_older_lsblk_says_1_for_yes(machine: Machine) -> None:
    older = json.loads(json.dumps(LSBLK).replace('"rm": true', '"rm": "1"').replace('"rm": false', '"rm": "0"'))
    machine.says["lsblk"] = json.dumps(older)
    assert [disk.path for disk in facts_of(machine).disks] == ["/dev/sda", "/dev/nvme0n1"]


def test_where_lsblk_names_no_mount_findmnt_is_asked(machine: Machine) -> None:
    """btrfs: the subvolume's mount is not the device's."""
    machine.says["lsblk"] = json.dumps(LSBLK).replace('["/"]', "[null]")
    assert not facts_of(machine).on_stick
    machine.says["findmnt"] = "/dev/sdb3[/@]\n"
    assert facts_of(machine).on_stick


def test_ports_are_known_by_their_socket_and_one_without_is_left_out(machine: Machine) -> None:
    assert facts_of(machine).ports == (
        SerialPort(PRINTER, "/dev/ttyUSB0", "USB Serial"),
        SerialPort(READER, "/dev/ttyUSB1", "CH340 serial converter"),
        SerialPort("ttyS0", "/dev/ttyS0", ""),  # ttyS1 is listed by every kernel, and is not there
    )


def test_a_path_that_would_leave_its_quotes_is_no_port(machine: Machine) -> None:
    said = 'ID_PATH=x", RUN+="/bin/sh\n'
    machine.says = {"udevadm": said}
    assert facts_of(machine).ports == ()


def test_addresses_are_those_that_people_can_type(machine: Machine) -> None:
    machine.says["ip -json addr"] = json.dumps([
        {"ifname": "lo", "addr_info": [{"family": "inet", "local": "127.0.0.1", "scope": "host"}]},
        {"ifname": "eth0", "addr_info": [
            {"family": "inet", "local": "192.168.1.5", "scope": "global"},
            {"family": "inet6", "local": "fe80::1", "scope": "link"},
        ]},
    ])  # fmt: skip
    assert facts_of(machine).addresses == ("192.168.1.5",)


def test_a_machine_without_any_of_the_commands_still_gets_its_first_start(machine: Machine) -> None:
    machine.fails = dict.fromkeys(("lsblk", "findmnt", "udevadm", "ip"), "not found")
    facts = facts_of(machine)
    assert facts == Facts("both", __version__, False, "normal", (), (SerialPort("ttyS0", "/dev/ttyS0", ""),), ())


def test_a_flag_that_names_no_role_is_refused(machine: Machine) -> None:
    machine.write("/etc/kiosk/first-start", "everything\n")
    with pytest.raises(Refused):
        facts_of(machine)
