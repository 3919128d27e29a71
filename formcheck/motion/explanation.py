"""What a movement was if it was no rep: other explanations compete with the clamshell's before it counts."""

import math
from collections.abc import Collection
from enum import Enum

from formcheck.motion import settings
from formcheck.motion.measurement import RepMeasurement
from formcheck.motion.segmenter import RepSegment


class Discard(str, Enum):
    """Why a movement that had begun as a rep did not count."""

    LEG_RAISE = "leg-raise"  # the whole leg was raised, or the feet parted more than the knees
    STRANGE = "strange"  # another movement
    SLIDE = "slide"  # the knees stayed together: the whole body moved
    ARTIFACT = "artifact"  # the skeleton slipped, not the leg
    UNCLEAR = "unclear"  # smaller than its own uncertainty
    LOST = "lost"  # the person was not seen to the end of it
    MOVED = "moved"  # the person lay down elsewhere in the middle of it
    UNFINISHED = "unfinished"  # the recording or the session ended first


def discarded(measured: RepMeasurement, segment: RepSegment, others: Collection[Discard]) -> Discard | None:
    """Return why a movement is no rep, None where it is one. others: movements that the exercise may be taken for."""
    leg_raise = measured.leg_raise_probability if Discard.LEG_RAISE in others else 0.0
    other = measured.other_probability if Discard.STRANGE in others else 0.0
    if leg_raise + other > settings.OTHER_MOVEMENT:
        return Discard.LEG_RAISE if leg_raise >= other else Discard.STRANGE
    if Discard.LEG_RAISE in others and _contradicted(measured, measured.moved.ankle, settings.ANKLE_SHARE):
        return Discard.LEG_RAISE
    if Discard.SLIDE in others and _is_slide(measured):
        return Discard.SLIDE
    if _is_artifact(measured, segment):
        return Discard.ARTIFACT
    sure = measured.start_held and measured.flip_disagreement <= settings.FLIP_DISAGREEMENT
    least = settings.LEAST_SIGMAS if sure else settings.UNSURE_LEAST_SIGMAS
    return Discard.UNCLEAR if _sigmas(measured) < least else None


def _is_slide(measured: RepMeasurement) -> bool:
    """Return whether the knees stayed together, or the side on the floor moved nearly as far as the top knee."""
    together = measured.knees_apart < settings.KNEES_PART_LENGTHS
    return together or _contradicted(measured, measured.moved.bottom, settings.BOTTOM_SHARE)


def _contradicted(measured: RepMeasurement, moved: float, share: float) -> bool:
    """Return whether a part that stays in a clamshell moved too far: the surer the opening, the further it may move."""
    sigmas = max(_sigmas(measured), settings.SHARE_SIGMAS)
    return moved > max(settings.MOVED_LEAST, share * sigmas * measured.moved.knee)


def _sigmas(measured: RepMeasurement) -> float:
    """Return the opening in its own standard deviations."""
    return measured.opening_deg / measured.opening_sigma_deg if measured.opening_sigma_deg > 0 else math.inf


def _is_artifact(measured: RepMeasurement, segment: RepSegment) -> bool:
    """Return whether the skeleton, not the leg, moved: it was over at once, or soon, small and seen differently.

    Or soon, and an uncertain opening went on to rise again: the rest of it is the rep.
    """
    took_s = measured.end_s - measured.start_s
    if took_s < settings.ARTIFACT_S or measured.flip_disagreement > settings.CONTRADICTION:
        return True
    if took_s >= settings.UNSURE_S:
        return False
    sigmas = _sigmas(measured)
    in_two = segment.reversed_at_deg is not None and sigmas < settings.IN_TWO_SIGMAS
    small = sigmas < settings.UNSURE_SIGMAS
    return in_two or (small and measured.flip_disagreement > settings.FLIP_DISAGREEMENT)
