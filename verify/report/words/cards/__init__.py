"""The words of the cards, one module a kind of finding."""
