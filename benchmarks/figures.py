"""The benchmark's numbers as a table beside what is aimed at, and as the sentences of docs/measures.md."""

import textwrap
from typing import Any, NamedTuple

from rich.table import Table

Found = dict[str, Any]
HEAD = ("", "measured", "unit", "aim")
WORDS = {True: "met", False: "**not met**", None: ""}


class Row(NamedTuple):
    """One figure. aim: the largest value wanted, or the smallest where `more` is better; None where there is no aim."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    more: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None where there is none."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.more else self.value <= self.aim


def rows(found: Found) -> list[Row]:
    """Return the figures, those that compare first."""
    check, start, many, core, live = (found[name] for name in ("check", "start", "many", "core", "live"))
    ratio = check["ratio"]
    made = [
        Row("check against the plain loop: clock", ratio["wall_s"], "times", 0.6),
        Row("... processor time", ratio["cpu_s"], "times", 1.05),
        Row("... most memory", ratio["peak_mb"], "times", 1.2),
        Row("first coached frame against the plain loop's first", start["ratio"], "times", 1.3),
        Row(f"four videos on {many['cores']} cores against one after another", many["ratio"], "times"),
        Row("plain loop", 1000 * check["plain"]["wall_s"] / check["frames"], "ms a frame"),
        Row("check", 1000 * check["check"]["wall_s"] / check["frames"], "ms a frame"),
        Row("... processor time", 1000 * check["check"]["cpu_s"] / check["frames"], "ms a frame"),
        Row("... most memory", check["check"]["peak_mb"], "MB"),
        Row("frames looked at", 100 * check["looked_at"] / check["frames"], "%"),
        Row("first coached frame", start["coached_s"], "s"),
        Row("formcheck --help", start["help_s"], "s", 0.3),
        Row("formcheck doctor", start["doctor_s"], "s"),
        Row("telling whether something moved", core["watch_ms"], "ms a frame"),
    ]
    made += [
        Row(f"the core, session of {minutes} min", ms, "ms a pose", 0.2) for minutes, ms in core["ms_a_pose"].items()
    ]
    made.append(Row("replay without drawing", core["replay_fps"], "frames a second", 5000, more=True))
    made.append(Row("live: frames looked at", live["frames_processed"] / live["seconds"], "a second"))
    made += [
        Row(f"live: {name.removesuffix('_ms').replace('_', ' ')}, median", live[name]["median"], "ms")
        for name in ("pose_model_ms", "capture_to_drawing_ms", "capture_to_sound_ms")
        if live[name]
    ]
    return made


def table(found: Found) -> Table:
    """Return the figures to print."""
    made = Table(title=title(found), title_justify="left")
    for name in HEAD:
        made.add_column(name, justify="right" if name in ("measured", "aim") else "left")
    for row in rows(found):
        made.add_row(*cells(row), style="red" if row.met is False else None)
    return made


def markdown(found: Found) -> str:
    """Return the figures as a table for a document."""
    lines = [f"| {' | '.join(HEAD)} |", "|---|---:|---|---:|---|"]
    lines += [f"| {' | '.join(cells(row))} | {WORDS[row.met]} |" for row in rows(found)]
    lines[0] += " |"
    return f"{title(found)}:\n\n" + "\n".join(lines) + "\n"


def title(found: Found) -> str:
    """Return what was measured where."""
    return (
        f"formcheck {found['formcheck']}, {found['video']}, {found['model']}, medians of {found['runs']}, "
        f"{found['machine']}, load before: {found['load_before']}"
    )


def cells(row: Row) -> tuple[str, str, str, str]:
    """Return a row as text."""
    bound = "" if row.aim is None else f"{'at least' if row.more else 'at most'} {row.aim:g}"
    return row.name, f"{row.value:.3g}" if row.value < 1000 else f"{row.value:.0f}", row.unit, bound


def sentences(found: Found) -> str:
    """Return what docs/measures.md says."""
    check, start, core, live = (found[name] for name in ("check", "start", "core", "live"))
    ratio, drawn = check["ratio"], live["capture_to_drawing_ms"]
    text = (
        f"Measured with `make bench` on two cores of a shared machine, with a 640x360 clip: `formcheck check` takes "
        f"{ratio['wall_s']:.2f} times as long as a bare MediaPipe loop over the same file, {ratio['cpu_s']:.2f} times "
        f"its processor time and {ratio['peak_mb']:.2f} times its memory, for it looks only at frames in which "
        f"something moved (here {100 * check['looked_at'] / check['frames']:.0f} %), ten a second at the least. The "
        f"first frame is coached {start['coached_s']:.1f} s after the start. Everything behind the pose model takes "
        f"{core['ms_a_pose']['1']:.2f} ms a frame. Live, a frame is drawn {drawn['median']:.0f} ms after its capture "
        f"(median; 95 % within {drawn['p95']:.0f}), of which the pose model takes "
        f"{live['pose_model_ms']['median']:.0f}. [speed.md](speed.md) has all figures, and what was tried."
    )
    return textwrap.fill(text, 120) + "\n"
