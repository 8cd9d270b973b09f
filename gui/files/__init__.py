"""The list of files and the page that holds it."""
