"""Walkers of documents: PDF, Office, HTML, Markdown, XML."""
