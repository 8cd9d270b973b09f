"""The history of a file as a graph."""
