"""The gate: people, documents, revisions, reviews and publications."""
