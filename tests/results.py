"""Results of videos, made up."""

from collections.abc import Sequence

from formcheck.analysis.result import SCHEMA, RepResult, Summary, VideoResult
from formcheck.body.side import Side
from formcheck.form.rule import Fault


def rep_result(start_s: float, *faults: str, number: int = 1, not_judged: Sequence[str] = ()) -> RepResult:
    return RepResult(
        number=number,
        lying_on=Side.RIGHT,
        leg=Side.LEFT,
        set=1,
        count=number,
        start_s=start_s,
        top_s=start_s + 2.0,
        release_s=start_s + 3.0,
        end_s=start_s + 5.0,
        lift_s=2.0,
        hold_s=1.0,
        lower_s=2.0,
        opening_deg=30.0,
        roll_deg=2.0,
        roll_sigma_deg=2.0,
        clean_opening_deg=30.0,
        roll_probability=0.0,
        faults=tuple(map(Fault, faults)),
        not_judged=tuple(map(Fault, not_judged)),
        notes=(),
    )


def video_result(reps: Sequence[RepResult], *, video: str = "a.mp4", lying_on: Side | None = Side.RIGHT) -> VideoResult:
    return VideoResult(
        schema=SCHEMA,
        formcheck="1.0",
        pose_model_sha256="a" * 64,
        roll_model_sha256="b" * 64,
        video=video,
        sha256="c" * 64,
        duration_s=40.0,
        frames=1200,
        fps=30.0,
        truncated=None,
        lying_on=lying_on,
        top_leg=None if lying_on is None else lying_on.other,
        view=None,
        exercise="clamshell",
        unseen_s=0.0,
        tracked_share=1.0,
        remark=None,
        reps=tuple(reps),
        summary=Summary(reps=len(reps), clean=0, faults=dict.fromkeys(Fault, 0)),
    )
