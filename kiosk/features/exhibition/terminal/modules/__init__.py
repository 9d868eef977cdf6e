"""One page per exhibit kind: how an image, an article and a long poster turn; what they are stands in content/kinds."""
