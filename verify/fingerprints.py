"""Opinions on plain metadata: loads `resources/fingerprints.toml` and matches it against what readers saw.

Contract (to be filled by its owner): `table()` is loaded once; `match(fields, table)` gives findings of the
metadata layer; `match_manifest(manifest, table)` gives (fingerprint name, claim) for what a manifest states.
"""
