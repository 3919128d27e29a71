"""Rules of form, one a file, every limit in `limits.py`.

A rule is either watched, on every posture while a rep is under way (a fault can be told at once), or judged, on the
completed rep.
"""
