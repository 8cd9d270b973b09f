"""Labels that a law demands: read out of the fields that the readers saw, explained, never written."""
