"""The tabs below an answer, and what each of them shows."""
