"""What the boards are told of the queue, and what they tell: which calls they have said."""
