"""The ways in: drop, paste, dialogs, folders, and files that other programs only promise."""
