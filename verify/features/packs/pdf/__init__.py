"""Evidence packs for print. The fonts stand in the document: it looks the same wherever it is opened."""
