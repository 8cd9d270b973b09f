"""Errors that say what a run could not do, whichever room meets it first: a reader or the engine behind it."""

from __future__ import annotations


class UnavailableError(Exception):
    """A library or model that a reader needs is not installed."""


class NoModelError(Exception):
    """A reader needs a model that is not part of Whence, and the user has not added it."""
