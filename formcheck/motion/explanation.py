"""What a movement was if it was no rep: other explanations compete with the clamshell's before it counts."""

from enum import Enum

from formcheck.motion import settings
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class Discard(str, Enum):
    """Why a movement that had begun as a rep did not count."""

    LEG_RAISE = "leg-raise"  # the feet parted more than the knees
    SLIDE = "slide"  # the knees stayed together: the whole body moved
    ARTIFACT = "artifact"  # the skeleton slipped, not the leg
    UNCLEAR = "unclear"  # smaller than its own uncertainty
    LOST = "lost"  # the person was not seen to the end of it
    MOVED = "moved"  # the person lay down elsewhere in the middle of it
    UNFINISHED = "unfinished"  # the recording or the session ended first


def discarded(measured: RepMeasurement, segment: RepSegment) -> Discard | None:
    """Return why a movement is no rep, None where it is one."""
    if measured.ankles_apart - measured.knees_apart > settings.LEG_RAISE_LENGTHS:
        return Discard.LEG_RAISE
    if measured.knees_apart < settings.KNEES_PART_LENGTHS:
        return Discard.SLIDE
    if _is_artifact(measured, segment):
        return Discard.ARTIFACT
    if measured.opening_deg < measured.opening_sigma_deg:
        return Discard.UNCLEAR
    return None


def _is_artifact(measured: RepMeasurement, segment: RepSegment) -> bool:
    """Return whether the skeleton, not the leg, moved: it was over at once, or soon, small and seen differently.

    Or soon, and an uncertain opening went on to rise again: the rest of it is the rep.
    """
    took_s = measured.end_s - measured.start_s
    if took_s < settings.ARTIFACT_S:
        return True
    if took_s >= settings.UNSURE_S:
        return False
    in_two = segment.reversed_at_deg is not None and not measured.opening_is_sure
    small = measured.opening_deg < settings.UNSURE_SIGMAS * measured.opening_sigma_deg
    return in_two or (small and measured.spread > settings.FLIP_DISAGREEMENT)
