"""What the pack 模板 is made of: every kind once, with 请改 wherever the hall's own belongs."""
