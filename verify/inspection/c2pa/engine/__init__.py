"""The C2PA engines, each behind one module of its own, and what Whence itself must know beside them."""
