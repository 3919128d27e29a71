"""Small programs for whoever works on formcheck."""
