"""One file per exhibit module: how an image, an article and a long poster are shown."""
