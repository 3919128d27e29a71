"""Pages for people: the report of a session, the history of many. HTML without scripts or network."""
