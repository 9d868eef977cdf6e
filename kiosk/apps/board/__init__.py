"""叫号大屏: follows the hall service, shows its calls and says them.

    hall line (`hall_line`) -> flow (`flow`: what is drawn) -> screen (`screens/`, Kivy)
                                    |-> `calling` (one call at a time) -> `voice` -> the voice process

The newest state is the only truth; events wake the line and nothing else, so a missed event is a late one. The last
good state is kept in a small file (`last_state`) and shown with its age while the hall service is away.
"""
