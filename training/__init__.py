"""What fits the roll model and measures it. Not part of the installed program."""
