"""Walkers of models and scenes in three dimensions: glTF, USD, 3MF, OBJ, PLY, STL."""
