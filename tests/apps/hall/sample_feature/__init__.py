"""一句话: a feature no hall has, small enough to be read at once, so that the house can be tried with one more room.

A visitor leaves a note and a drawing; both are sealed. Its folder looks as any below `kiosk/features`.
"""
