"""Pages, menus, bars and the way between them."""
