"""The yardstick: MediaPipe and nothing else. Decode, detect, throw away.

    python -m benchmarks.plain_loop VIDEO MODEL [FRAMES]

Prints a line after the first frame and one at the end.
"""

import sys

import cv2
import mediapipe as mp
from mediapipe.tasks.python import BaseOptions, vision


def main(video: str, model: str, most: int = sys.maxsize) -> None:
    """Detect the pose in every frame, or in the first `most`."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=model), running_mode=vision.RunningMode.VIDEO
    )
    capture = cv2.VideoCapture(video)
    step_ms = 1000 / capture.get(cv2.CAP_PROP_FPS)
    frames = 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        while frames < most:
            there, image = capture.read()
            if not there:
                break
            picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
            landmarker.detect_for_video(picture, round(frames * step_ms))
            frames += 1
            if frames == 1:
                print("first frame", flush=True)
    print(f"{frames} frames", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
