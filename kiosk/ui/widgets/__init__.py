"""Widgets, one file each beside its kv; screens are composed of them alone.

What belongs together has a folder: `typing` (keys and fields), `paged` (what is longer than its place), `frame` (what
stands round every page). Every widget reads the theme in force when it is built. Sizes given to a widget are design
pixels through `look.px`.
"""
