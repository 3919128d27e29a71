import numpy as np
import pytest

from formcheck.capture import Frame

IMAGE = np.zeros((4, 6, 3), np.uint8)


def test_the_image_is_read_only_and_not_copied() -> None:
    frame = Frame(0, 0.0, IMAGE.copy())
    with pytest.raises(ValueError, match="read-only"):
        frame.image[0, 0, 0] = 1


@pytest.mark.parametrize(
    ("index", "t", "image", "text"),
    [
        (-1, 0.0, IMAGE, "index must not be negative"),
        (0, float("nan"), IMAGE, "time must be finite"),
        (0, 0.0, IMAGE[..., 0], r"\(height, width, 3\), got uint8 \(4, 6\)"),
        (0, 0.0, IMAGE.astype(float), "got float64"),
        (0, 0.0, IMAGE[:0], r"got uint8 \(0, 6, 3\)"),
    ],
)
def test_what_is_no_frame_says_why(index: int, t: float, image: np.ndarray, text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Frame(index, t, image)
