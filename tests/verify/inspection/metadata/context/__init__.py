"""Tests of what stands around the content."""
