"""Hostile files against the whole path, for as long as told: `python -m tests.fuzz --minutes N`."""
