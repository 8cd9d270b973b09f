"""Walkers of sound and video: ISO BMFF, RIFF, Matroska, Ogg, FLAC, tags."""
