"""What a cheap webcam does to the light."""

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class Sensor:
    """noise: 8-bit standard deviation; blur: standard deviation, pixels; cast: factor for red, green, blue."""

    noise: float = 2.5
    gain: float = 1.0
    blur: float = 0.5
    cast: tuple = (1.0, 1.0, 1.0)

    def see(self, image, rng):
        """The image (h, w, 3) uint8 as this sensor delivers it; `rng` gives the noise."""
        if self.blur > 0.2:
            image = cv2.GaussianBlur(image, (0, 0), self.blur)
        seen = image * (np.array(self.cast, np.float32) * np.float32(self.gain))
        if self.noise:
            seen += np.float32(self.noise) * rng.standard_normal(image.shape, np.float32)
        return np.clip(seen, 0, 255).astype(np.uint8)


def jpeg(image, quality):
    """The RGB image after JPEG compression."""
    ok, packed = cv2.imencode(".jpg", image[:, :, ::-1], [cv2.IMWRITE_JPEG_QUALITY, int(quality)])
    if not ok:
        raise ValueError("JPEG encoding failed")
    return np.ascontiguousarray(cv2.imdecode(packed, cv2.IMREAD_COLOR)[:, :, ::-1])
