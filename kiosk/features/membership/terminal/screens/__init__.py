"""The pages of 忆初心, one file each; they draw a view and report taps."""
