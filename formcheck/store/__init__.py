"""What outlives a set: a session's folder, its replay, labels, the history over many.

The main loop of recording is `Recorder`, a sink; of reading, `Recording.open(path)` and `replay(recording, model)`.
"""
