"""Poses in, events out: what happened, and what the coach says about it."""
