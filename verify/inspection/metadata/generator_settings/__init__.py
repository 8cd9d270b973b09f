"""What image generators write about a generation, taken apart for display and for the kind of work it was.

Pure over text. A parser answers None unless the whole grammar is there: a name alone is never enough.
"""
