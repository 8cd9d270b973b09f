"""Many machines: slices of files are checked by the workers of a Dask scheduler that the user names.

Paths go out and reports come back, both as plain bytes. Dask itself is loaded by `client.py` alone, when it connects.
"""
