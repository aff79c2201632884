"""Benchmarks: every figure is a ratio to a yardstick of the same run. ``python -m bench [NAME ...] [--quick]``."""
