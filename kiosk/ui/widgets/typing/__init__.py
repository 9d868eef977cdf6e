"""What one writes with: keys and keyboards, candidates, the fields of what is being written."""
