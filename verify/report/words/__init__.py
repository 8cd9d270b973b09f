"""Every sentence for people, and what chooses among them."""
