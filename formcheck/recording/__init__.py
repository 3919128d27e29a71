"""One session's folder: what it was, its poses and events, its video.

`writer.Recorder` is a sink that writes it, `reader.Recording` reads it, `input_replay.Replay` puts its inputs in again.
"""
