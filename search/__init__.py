"""Finding: the index, the query, the results."""
