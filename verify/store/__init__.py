"""What the user owns: trust lists, and the one way to the network."""
