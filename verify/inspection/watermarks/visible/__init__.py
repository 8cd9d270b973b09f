"""Marks that people see: the makers' own signs, and words that stand in the picture."""
