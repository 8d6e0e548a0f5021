"""Articles and their blocks."""
