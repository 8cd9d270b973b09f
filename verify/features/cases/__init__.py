"""Cases: copies of files with their reports and a chain of custody."""
