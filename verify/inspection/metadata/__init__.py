"""Opinions on metadata: fingerprints, AI labels, generators' settings, context."""
