"""Which tiles stand on home and in 全部服务, and where."""
