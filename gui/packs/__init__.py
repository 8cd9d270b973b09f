"""Evidence packs in the window: asks for a note and a place, and has another process make the pack."""
