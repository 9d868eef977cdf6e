"""Tables that keepers fill in, by whichever program: read by forms, written as templates, packed with pictures."""
