"""Dialogs that several pages use: for files, for names, for where something is saved."""
