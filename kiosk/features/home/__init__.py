"""What a terminal offers on home, in the order that an editor chose."""
