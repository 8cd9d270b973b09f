"""Where the memory is kept. Everybody else knows the protocol only; no worker opens a store."""
