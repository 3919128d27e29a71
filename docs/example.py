"""Tells how each rep of a video went: python docs/example.py CLIP.mp4. The cells (%%) run one by one in an editor."""

# %% Analyze
import sys

import formcheck

result = formcheck.analyze_video(sys.argv[1])

# %% Each rep
for rep in result.reps:
    roll = "not seen" if rep.roll_deg is None else f"{rep.roll_deg:.0f}° ± {rep.roll_sigma_deg:.0f}°"
    wrong = ", ".join(fault.value for fault in rep.faults) or "none"
    print(f"rep {rep.number} at {rep.start_s:.1f} s: opening {rep.opening_deg:.0f}°, roll {roll}, faults: {wrong}")

# %% Range: how far the leg opened before the pelvis rolled
steady = [rep.clean_opening_deg for rep in result.reps if rep.clean_opening_deg is not None]
if steady:
    print(f"steady up to {max(steady):.0f}°")
