"""What the engine's validation codes amount to, manifest by manifest."""
