"""`kiosk gallery`: every widget in every state and every mode, as pictures to be looked at and figures to be held.

A story file in `stories/` shows one group of widgets: `TITLE` and `stories()`. A new widget is not there until a story
shows it; tests/ui/test_gallery.py says so.
"""
