"""一句话: a feature no hall has, small enough to be read at once, so that the house can be tried with one more room.

A visitor leaves a note and a drawing; both are sealed. Its folder looks as any below `kiosk/features`: a
drawer for the hall (`tests/apps/hall/test_sample_feature.py`), one for the console (`hall/console/test_modules.py`), one
for the terminal (`terminal/test_features.py`).
"""
