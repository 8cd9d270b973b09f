"""From a file to its report; a worker runs it, one file at a time."""
