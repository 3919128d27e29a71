"""One command a file. What costs to import is imported where it is used, so that `--help` is quick."""
