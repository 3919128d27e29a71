"""What a cheap webcam does to the light."""

from dataclasses import dataclass

import cv2
import numpy as np

NOISE_MARGIN = 100  # pixels


@dataclass(frozen=True)
class Sensor:
    """noise: 8-bit standard deviation; blur: likewise, pixels; cast: factors of red, green, blue."""

    noise: float = 2.5
    gain: float = 1.0
    blur: float = 0.5
    cast: tuple = (1.0, 1.0, 1.0)

    def lit(self, image):
        """The image (h, w, 3) uint8 as the lens and the gain make it, without noise."""
        if self.blur > 0.2:
            image = cv2.GaussianBlur(image, (0, 0), self.blur)
        factors = np.array(self.cast) * self.gain
        table = np.clip(np.arange(256)[:, None] * factors, 0, 255).astype(np.uint8)
        return cv2.LUT(image, table[None])

    def noise_field(self, camera, rng):
        """Noise (h, w, 3) int16 for pictures of `camera`, larger than they are: each takes its piece."""
        size = camera.height + NOISE_MARGIN, camera.width + NOISE_MARGIN, 3
        return np.round(self.noise * rng.standard_normal(size, np.float32)).astype(np.int16)


def noisy(image, field, rng):
    """The image with a random piece of a noise field on it."""
    height, width, _ = image.shape
    y, x = rng.integers(0, NOISE_MARGIN, 2)
    return cv2.add(image, field[y : y + height, x : x + width], dtype=cv2.CV_8U)


def in_a_hand(image, t, sway):
    """The image as a camera in a hand takes it at `t` seconds: `sway` is a share of the width, for to and fro."""
    height, width, _ = image.shape
    way = cv2.getRotationMatrix2D((width / 2, height / 2), 50 * sway * np.sin(2 * t), 1.08 + sway * np.sin(0.7 * t))
    x, y = np.sin(1.6 * t) + np.sin(4.4 * t + 1) / 2, np.sin(1.3 * t + 2) + np.sin(3.8 * t) / 2
    way[:, 2] += sway * width * np.array([x, y])
    return cv2.warpAffine(image, way, (width, height), borderMode=cv2.BORDER_REPLICATE)


def jpeg(image, quality):
    """The RGB image after JPEG compression."""
    ok, packed = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(quality)])
    if not ok:
        raise ValueError("JPEG encoding failed")
    return np.ascontiguousarray(cv2.imdecode(packed, cv2.IMREAD_COLOR)[:, :, ::-1])
