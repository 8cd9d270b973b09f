"""Files at addresses: fetched because a person asked, with a note from where; pictures and videos of a page, listed."""
