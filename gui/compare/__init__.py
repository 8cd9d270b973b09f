"""Two pictures beside each other: two versions of one file, or two files, with what their comparison can show."""
