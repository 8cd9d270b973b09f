"""Asks issuers, where a person wants it, whether the certificates behind a record were withdrawn."""
