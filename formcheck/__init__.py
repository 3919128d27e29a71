"""A form coach for the clamshell: counts reps and tells when the pelvis rolls back.

    result = formcheck.analyze_video("clip.mp4")

The main loop, `formcheck.pipeline.run`, in short:

    for frame in frames:                 # capture: a camera or a file
        pose = estimator.estimate(frame)  # pose: 33 landmarks of the person who lies
        step = session.update(pose)       # body, motion, form, session: a posture and events
        for sink in sinks:                # draw, speak, record, report
            sink.step(frame, pose, step)

A recognizer of clamshells is made with `RepRecognizer(load_roll_model())`, a coached session with
`Session(recognizer, Plan())`. Both are deterministic and read no clock. docs/api.md shows how to use them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from formcheck._version import __version__ as __version__

if TYPE_CHECKING:
    from formcheck.analysis.analyze import analyze_video as analyze_video
    from formcheck.analysis.result import RepResult as RepResult
    from formcheck.analysis.result import Summary as Summary
    from formcheck.analysis.result import VideoResult as VideoResult
    from formcheck.analysis.result import ViewResult as ViewResult
    from formcheck.body.side import Side as Side
    from formcheck.errors import FormcheckError as FormcheckError
    from formcheck.exercise.clamshell import CLAMSHELL as CLAMSHELL
    from formcheck.exercise.exercise import Exercise as Exercise
    from formcheck.form.judge import Rep as Rep
    from formcheck.form.rule import Fault as Fault
    from formcheck.pose.landmarks import Landmark as Landmark
    from formcheck.pose.landmarks import Pose as Pose
    from formcheck.roll_weights import load_roll_model as load_roll_model
    from formcheck.session.plan import Plan as Plan
    from formcheck.session.recognizer import RepRecognizer as RepRecognizer
    from formcheck.session.recognizer import Step as Step
    from formcheck.session.session import Session as Session

# Where each name is from. A name is imported when it is first used: `import formcheck` itself loads nothing heavy.
_HOME = {
    "CLAMSHELL": "formcheck.exercise.clamshell",
    "Exercise": "formcheck.exercise.exercise",
    "Fault": "formcheck.form.rule",
    "FormcheckError": "formcheck.errors",
    "Landmark": "formcheck.pose.landmarks",
    "Plan": "formcheck.session.plan",
    "Pose": "formcheck.pose.landmarks",
    "Rep": "formcheck.form.judge",
    "RepRecognizer": "formcheck.session.recognizer",
    "RepResult": "formcheck.analysis.result",
    "Session": "formcheck.session.session",
    "Side": "formcheck.body.side",
    "Step": "formcheck.session.recognizer",
    "Summary": "formcheck.analysis.result",
    "VideoResult": "formcheck.analysis.result",
    "ViewResult": "formcheck.analysis.result",
    "analyze_video": "formcheck.analysis.analyze",
    "load_roll_model": "formcheck.roll_weights",
}
__all__ = ("__version__", *_HOME)  # noqa: PLE0604 - all are strings


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"formcheck has no {name}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
