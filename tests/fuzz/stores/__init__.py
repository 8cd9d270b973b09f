"""Mutates what lies in the user's folder, and says what should not have happened: `python -m tests.fuzz.stores`.

Bytes are flipped, cut, repeated and overwritten; values are changed by SQL, or in JSON behind a sum and a signature
that fit again. Whatever the store then holds, a check of two files gives two right lines and the exit status of a check
without it; a question of the window is answered or refused with a reason; nothing that was kept is lost.
"""
