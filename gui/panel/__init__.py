"""The answer about one file."""
