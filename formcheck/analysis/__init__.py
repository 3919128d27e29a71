"""Analyzes one video, from its file to its result."""
