"""Parts that pages are made of: charts, tiles, tables, forms, the network."""
