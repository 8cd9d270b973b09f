"""The page with the choices of the user, a part a module."""
