"""What many reports come to: a table with typed columns, and a page that sums them up. Public documents go in."""
