"""The one fetcher, and which addresses it may ask."""
