"""How a file becomes a picture: one way, for exhibits and their previews, for scanned letters, for every check.

``frames`` opens a file of pixels and finds its pages; ``whole`` decodes one, also where the file's end is missing;
``flat`` makes of any colours and any depth 8 bits on white; ``pdf`` draws the pages of a PDF. No Kivy, no kiosk.
Pillow is imported when the first picture is looked at, after the first frame.
"""
