"""What is done with the results of many files: the command `batch`, and what the window has written for it."""
