"""The arrangement of home on a terminal: as the hall said it last."""
