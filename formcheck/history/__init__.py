"""All sessions in one database, made from their folders, and what it tells."""
