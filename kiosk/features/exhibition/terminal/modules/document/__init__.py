"""Long texts: read screen by screen, with contents, footnotes, and a way to look for words in them."""
