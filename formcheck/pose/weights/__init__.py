"""The pose model's file: found, fetched, put together and verified."""
