"""Where frames come from."""

from formcheck.capture.frame import Frame
from formcheck.capture.video import VideoFile

__all__ = ["Frame", "VideoFile"]
