"""Files: which may be replaced, which come with the program, and their hashes."""
