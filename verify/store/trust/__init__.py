"""Trust lists: their certificates, the official ones, how they are kept and renewed."""
