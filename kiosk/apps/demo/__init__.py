"""The demonstration: a throw-away hall, emulated devices, the tour."""
