"""A form coach for the clamshell.

The main loop, `formcheck.pipeline.run`, in short:

    for frame in frames:                 # capture: a camera or a file
        pose = estimator.estimate(frame)  # pose: 33 landmarks of the person who lies
        step = session.update(pose)       # body, reps, form, session: a posture and events
        for sink in sinks:                # draw, speak, record, report
            sink.step(frame, pose, step)

A session is made with `Session(load_roll_model())`; everything up to the sinks is deterministic and reads no clock.
"""

from formcheck._version import __version__

__all__ = ["__version__"]
