"""Measurements on demand: `python -m tests.bench [NAME …]`. Ratios within one run, never limits of the test suite.

Run them on a quiet machine. Each prints what it measured beside what it should be.
"""
