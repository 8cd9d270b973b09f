"""Signed records after C2PA: engines, manifests, validation, and what they state of the content."""
