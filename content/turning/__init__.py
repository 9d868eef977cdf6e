"""Files that only another program can read -> files that this one can: old Word by LibreOffice, HEIC by heif-convert,
what telephones film by ffmpeg. Where the program is not installed the way to it is named (`words`). No Kivy, no kiosk.

These programs read a stranger's file with a great deal of code; whoever calls hands in the walls to run them within
(`running.Enclosing`, of the kiosk `kiosk.core.limited.enclosing`).
"""
