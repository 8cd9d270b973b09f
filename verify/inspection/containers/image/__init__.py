"""Walkers of pictures: JPEG, PNG, GIF, TIFF, HEIF, SVG, Photoshop resources."""
