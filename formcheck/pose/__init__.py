"""Landmarks of a person in a frame: the values, which are pure, and the estimator, to be imported where it is used."""

from formcheck.pose.landmarks import Floats, Landmark, Pose

__all__ = ["Floats", "Landmark", "Pose"]
