"""XMP packets and the names of their namespaces."""
