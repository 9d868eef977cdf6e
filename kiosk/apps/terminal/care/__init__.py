"""The maintenance pages behind corner and PIN: what the machine says of itself, a test for each device, packs, sticks.

No Kivy but in `apps.terminal.screens`: flows decide, `tools` asks the machine (on workers), views are plain facts in
no language.
"""
