"""What Whence says of a report, and the views that show it. Nothing here reads a file or judges."""
