from pathlib import Path

import numpy as np
import pytest

from formcheck.pose import Landmark, Pose
from formcheck.store.trc import MARKERS, evenly, write_trc
from tests.recorded import stick


def test_the_file_is_as_opensim_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "session.trc"
    write_trc(path, [stick(i / 30, opening=float(i)) for i in range(4)])
    lines = path.read_text().split("\n")
    assert lines[0] == "PathFileType\t4\t(X/Y/Z)\tsession.trc"
    names, values = lines[1].split("\t"), lines[2].split("\t")
    assert dict(zip(names, values, strict=True)) == {
        "DataRate": "30",
        "CameraRate": "30",
        "NumFrames": "4",
        "NumMarkers": "22",
        "Units": "mm",
        "OrigDataRate": "30",
        "OrigDataStartFrame": "1",
        "OrigNumFrames": "4",
    }
    markers = lines[3].split("\t")
    assert markers[:3] == ["Frame#", "Time", "LShoulder"]
    assert markers[2::3][:22] == [m for m in markers[2:] if m]
    assert lines[4].split("\t")[:6] == ["", "", "X1", "Y1", "Z1", "X2"]
    assert lines[4].split("\t")[-1] == "Z22"
    assert lines[5] == ""
    rows = [line.split("\t") for line in lines[6:-1]]
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert all(len(row) == 2 + 3 * 22 for row in rows)
    assert rows[1][1] == "0.033333"
    knee = 2 + 3 * MARKERS.index(Landmark.LEFT_KNEE)
    # 0.3 m right, 0.05 m up, 0.3 m towards the camera; one degree of opening lifts the stick's knee 5 mm
    assert rows[0][knee : knee + 3] == ["300.00", "50.00", "300.00"]
    assert rows[1][knee : knee + 3] == ["300.00", "55.00", "300.00"]


def test_uneven_times_are_made_even() -> None:
    times = [0.0, 0.1, 0.19, 0.31, 0.4, 0.5]
    t, points, rate = evenly([stick(t, opening=100 * t) for t in times])
    assert rate == 10.0
    np.testing.assert_allclose(t, [0, 0.1, 0.2, 0.3, 0.4, 0.5])
    height = points[:, MARKERS.index(Landmark.LEFT_KNEE), 1] - 50.0
    np.testing.assert_allclose(height, 500 * t, atol=0.06)


def test_gaps_stay_empty(tmp_path: Path) -> None:
    hidden = stick(0.1).world_m.copy()
    hidden[Landmark.LEFT_HEEL] = np.nan
    known = [stick(t / 10) for t in range(20) if not 5 <= t < 10]
    known[1] = Pose(0.1, known[1].image_px, hidden, known[1].visibility)
    t, points, _ = evenly(known)
    gone = np.isnan(points[:, MARKERS.index(Landmark.LEFT_KNEE), 0])
    assert t[gone] == pytest.approx([0.5, 0.6, 0.7, 0.8, 0.9])
    heel = np.isnan(points[:, MARKERS.index(Landmark.LEFT_HEEL), 0])
    assert t[heel] == pytest.approx([0.1, 0.5, 0.6, 0.7, 0.8, 0.9])
    path = tmp_path / "gaps.trc"
    write_trc(path, known)
    assert path.read_text().splitlines()[11].split("\t")[2:5] == ["", "", ""]


def test_too_few_frames_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="two frames"):
        write_trc(tmp_path / "x.trc", [stick(0.0)])
