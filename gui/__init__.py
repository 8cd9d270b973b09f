"""The window. It opens no media file: it shows what the supervisor's process answers."""
