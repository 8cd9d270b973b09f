"""Cases in the window: a page that shows them, and a dialog that adds what was checked."""
