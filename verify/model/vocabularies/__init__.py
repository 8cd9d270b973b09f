"""Closed vocabularies: finding codes, validation status, digital source types, media types. Standard library only."""
