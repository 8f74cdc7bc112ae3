"""Charts drawn on the server: figures in, an SVG for the page out. Knows nothing of the database or of requests."""
