"""From postures over time to reps.

`segmenter` cuts the opening into reps while they happen; `measurement` turns a finished one into times and angles.
"""
