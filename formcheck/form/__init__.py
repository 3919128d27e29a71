"""Rules of form, one a file. A rule takes its limits from the exercise (`formcheck.exercise`); here stand none.

Every rule judges the completed rep. Some watch every posture while the rep is under way as well, so that a fault can
be told at once.
"""
