"""Landmarks of a person in a frame: the values (pure), and the estimator that fills them (import it where it is used)."""

from formcheck.pose.landmarks import Floats, Landmark, Pose

__all__ = ["Floats", "Landmark", "Pose"]
