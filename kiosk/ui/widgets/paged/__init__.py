"""What is longer than its place: lists and documents turned by pages, and where one is in them."""
