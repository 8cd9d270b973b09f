"""`whence check`, and what it does only when asked: certificate revocation, a search for a lost record."""
