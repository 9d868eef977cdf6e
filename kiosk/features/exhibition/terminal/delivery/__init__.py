"""From the hall to this screen: packs fetched, looked at, shown, and left again where they end the program."""
