"""The web pages of the people who work in the hall: clerks at their windows, keepers, and the rating pads."""
