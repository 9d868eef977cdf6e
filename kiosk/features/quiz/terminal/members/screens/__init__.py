"""Pages before a paper that is for members."""
