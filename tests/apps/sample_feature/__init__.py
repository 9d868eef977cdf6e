"""一句话: a feature no hall has, small enough to be read at once, so that the house can be tried with one more room.

A visitor leaves a note and a drawing; both are sealed. Its folder looks as any below `kiosk/features`: a drawer for the
hall, one for the console, one for the terminal. Each app takes it in by one line, in the tests of the same names.
"""
