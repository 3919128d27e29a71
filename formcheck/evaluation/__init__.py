"""Compares reps with reps: with labels, with a truth file, with what was found before."""
