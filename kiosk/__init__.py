"""初心终端: the touch kiosk, hall service and displays of a community service-centre hall."""

__version__ = "0.1.0"
