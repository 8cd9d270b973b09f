"""Watched folders, and which of their files have finished arriving."""
