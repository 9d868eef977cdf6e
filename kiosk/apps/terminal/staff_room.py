"""The staff pages put together, when the corner is tapped for the first time: flows, tools, screens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.apps.terminal.care.flow import CareFlow
from kiosk.apps.terminal.care.stay import Stay
from kiosk.apps.terminal.care.tools import Tools
from kiosk.apps.terminal.machine import Machine
from kiosk.apps.terminal.maintenance import PinCheck, WayOut
from kiosk.apps.terminal.screens import care_told, staff, staff_clock
from kiosk.apps.terminal.shell import Shell
from kiosk.apps.terminal.staff import StaffFlow
from kiosk.apps.terminal.staff_clock import StaffClockFlow
from kiosk.ui import look
from kiosk.ui.voice.announcer import Announcer


def open_staff_room(shell: Shell, machine: Machine, leave: Callable[[WayOut], None]) -> StaffFlow:
    """`leave` does what was chosen."""
    clock, stay = StaffClockFlow(shell, machine.queue.hall), Stay(shell)
    tools = Tools(machine, machine.light, machine.packs_here)
    check = PinCheck(machine.settings.terminal.data_dir)
    flow = StaffFlow(shell, stay, check, tools.overview, leave, clock)
    say = partial(_say, machine.announcer) if machine.announcer else None
    flow.care = CareFlow(shell, stay, tools, machine.hours, flow.back_to_staff, say)
    shell.add_pages(staff.pages(flow) | staff_clock.pages(clock) | care_told.pages(flow.care))
    return flow


def _say(announcer: Announcer, sentence: str) -> None:
    announcer.say([sentence], language=look.theme().mode.language)
