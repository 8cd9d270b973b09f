"""Rows of checked files: what the list of files and the table of a batch have in common."""
