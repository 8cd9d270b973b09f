"""The history of a record as steps and as a graph."""
