"""Text for people: sentences by id, and text from outside made fit to be shown."""
