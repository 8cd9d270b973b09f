"""Whence's verification backend: from a file to a report. No Qt, no network, no knowledge of windows."""

__version__ = "0.1.0"
