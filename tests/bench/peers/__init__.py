"""Whence beside other programs that say whether a file was made with AI, over the same files with known truth."""
