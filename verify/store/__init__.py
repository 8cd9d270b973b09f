"""What lies in the user's folder (settings, models, databases, trust lists), and the one way to the network."""
