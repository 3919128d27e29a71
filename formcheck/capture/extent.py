"""From where to where a recording could be decoded, against what its file states."""

from dataclasses import dataclass

# A file's stated times and those of its frames agree to a few frames; half a second short is a loss.
LOST_S = 0.5


@dataclass(frozen=True, slots=True)
class Extent:
    """What was decoded of a recording, in seconds.

    before_s: from the file's stated start to the first decoded frame. shown_s: from there to where the last frame ends.
    stated_s: the duration that the file states, None where it does not. failed: whether decoding failed at the end.
    """

    before_s: float
    shown_s: float
    stated_s: float | None
    failed: bool

    def loss(self) -> str | None:
        """Return what is missing at the beginning and at the end, as a clause; None where nothing is.

        >>> Extent(1.8, 8.2, 10.0, failed=False).loss()
        'its first 1.8 s cannot be decoded'
        >>> Extent(0.0, 4.0, 10.0, failed=False).loss()
        'it breaks off at 4.0 s of 10.0 s'
        """
        losses = []
        if self.before_s > LOST_S:
            losses.append(f"its first {self.before_s:.1f} s cannot be decoded")
        end_s = self.before_s + self.shown_s
        if self.stated_s is not None and self.stated_s - end_s > LOST_S:
            losses.append(f"it breaks off at {end_s:.1f} s of {self.stated_s:.1f} s")
        elif self.failed:
            losses.append(f"it breaks off at {end_s:.1f} s")
        return ", and ".join(losses) or None
