from collections.abc import Sequence
from io import StringIO

import numpy as np
import pytest

from formcheck.export import trc
from formcheck.export.trc import MARKERS, markers_at, rate_of, write_trc
from formcheck.pose import Floats, Landmark, Pose
from tests.recorded import stick


def lines_of(poses: Sequence[Pose], name: str = "session.trc") -> list[str]:
    file = StringIO()
    write_trc(file, name, poses)
    return file.getvalue().split("\n")


def evenly(poses: Sequence[Pose]) -> tuple[Floats, Floats, float]:
    """Return even times, the markers there, and the rate."""
    t = np.array([pose.t for pose in poses])
    rate = rate_of(t)
    even = np.arange(int((t[-1] - t[0]) * rate + 1e-6) + 1) / rate
    return even, markers_at(even, t, poses, rate), rate


def test_the_file_is_as_opensim_reads_it() -> None:
    lines = lines_of([stick(i / 30, opening=float(i)) for i in range(4)])
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


def test_gaps_stay_empty() -> None:
    hidden = stick(0.1).world_m.copy()
    hidden[Landmark.LEFT_HEEL] = np.nan
    known = [stick(t / 10) for t in range(20) if not 5 <= t < 10]
    known[1] = Pose(0.1, known[1].image_px, hidden, known[1].visibility)
    t, points, _ = evenly(known)
    gone = np.isnan(points[:, MARKERS.index(Landmark.LEFT_KNEE), 0])
    assert t[gone] == pytest.approx([0.5, 0.6, 0.7, 0.8, 0.9])
    heel = np.isnan(points[:, MARKERS.index(Landmark.LEFT_HEEL), 0])
    assert t[heel] == pytest.approx([0.1, 0.5, 0.6, 0.7, 0.8, 0.9])
    assert lines_of(known)[11].split("\t")[2:5] == ["", "", ""]


def test_too_few_frames_are_an_error() -> None:
    with pytest.raises(ValueError, match="two frames"):
        lines_of([stick(0.0)])


def test_a_table_written_in_parts_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [stick(t / 10, opening=float(t)) for t in range(60) if t % 7]
    whole = lines_of(known)
    monkeypatch.setattr(trc, "AT_ONCE", 4)
    assert lines_of(known) == whole


def test_times_that_span_too_much_are_refused_before_anything_is_written() -> None:
    """The table would have 800 million rows."""
    file = StringIO()
    with pytest.raises(ValueError, match=r"222\.2 hours at 1000 Hz"):
        write_trc(file, "x.trc", [stick(0.0), stick(0.001), stick(0.002), stick(800_000.0)])
    assert not file.getvalue()


def test_no_name_breaks_the_header() -> None:
    head = lines_of([stick(0.0), stick(0.1)], "a\tb\n\udcff.trc")[0]
    assert head == "PathFileType\t4\t(X/Y/Z)\ta\\tb\\n\\xff.trc"
