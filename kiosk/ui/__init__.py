"""The look and the hand: tokens, theme, fonts, Chinese wrapping, widgets and the page frame."""
