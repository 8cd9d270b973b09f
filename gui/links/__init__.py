"""The dialog for addresses: who will be asked, what a page names, and what came."""
