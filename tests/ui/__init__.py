"""The look and the hand, tested without a screen."""
