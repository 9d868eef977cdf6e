"""People of a hall: photograph, name, duty, what they did and what they promise."""
