"""The replay window: a session again, drawn as it was live, with a timeline, and where a physiotherapist labels it."""
