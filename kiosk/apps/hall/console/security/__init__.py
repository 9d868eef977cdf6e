"""What was refused, for a keeper: by kind and by day."""
