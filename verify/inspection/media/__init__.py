"""The open file: its format, text, pictures, sound, frames of video, and words seen in pictures."""
