"""Widgets, one file each beside its kv; screens are composed of them alone.

Every widget reads the theme in force when it is built. Sizes given to a widget are design pixels through `look.px`.
"""
