"""What stands where on a page: the map, its keys, tables, head and foot."""
