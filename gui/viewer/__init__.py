"""Looking closely at one file: its picture with what is framed in it, the frames of a video, the line of a sound."""
