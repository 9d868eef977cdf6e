"""The pages of 正式测试: they show a view and report taps."""
