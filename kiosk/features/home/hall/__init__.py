"""The arrangement of home in the hall service: kept, told to the terminals, audited."""
