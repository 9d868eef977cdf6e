"""Speech and sounds: the terminal reads its screens aloud, ticks, chimes and warns.

    announcer = Announcer(settings.sound)      # owns the voice process; no Kivy
    announcer.start()                          # after the first frame, on any thread
    announcer.say(reading_of(page))            # a new screen ends the old reading
    announcer.sound("tap")
    announcer.close()

Workflow: `reading` asks the widgets of a page for their spoken forms; `spoken` turns written text into sayable text;
the `announcer` hands lines to the voice process (`process`, `python -m kiosk.ui.voice`), which renders them
(`voices`) and plays them (`output`), private ones only when `headphones` says so. `narrator` ties it to the shell.
Sounds are played by a process of their own because loading sound beside an open window can deadlock Kivy
(kivy/kivy#9023), and because a voice that dies must not take the screen with it.
"""
