"""Many files at once in the window: batches and watches, their tables, and what is exported of them."""
