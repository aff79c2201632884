"""Bugs that were built in on purpose, each with the test that must catch it: ``python -m tests.seeded --help``."""
