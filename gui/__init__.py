"""The window. It opens no media file: it shows what the dispatcher's process answers."""
