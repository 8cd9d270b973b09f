"""Sound: its shape from the header, its samples decoded, and the decoder of the formats that need FFmpeg."""
