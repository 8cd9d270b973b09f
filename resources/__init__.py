"""What ships beside the code: trust lists, fingerprints, products, providers, words, the schema of a report."""
